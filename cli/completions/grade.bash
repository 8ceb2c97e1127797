# shellcheck shell=bash disable=SC2154
# Completion of grade for bash; printed by `grade completion bash`.

# Commands, options and what values are: from the tables of grade itself.
# @tables@

# What was typed up to the cursor, in the words that grade will see: readline
# also divides at = and :, which is undone here. Fills `words`.
_grade_read_words() {
  local rest=${COMP_LINE:0:COMP_POINT} trimmed word i
  words=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    trimmed=${rest#"${rest%%[![:space:]]*}"}
    ((i < COMP_CWORD)) || word=$trimmed
    if ((i > 0)) && [[ $trimmed == "$rest" ]]; then
      words[${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
    rest=${trimmed#"$word"}
  done
}

# Adds the lines of standard input that begin with $value to the reply, without
# what readline takes for words of their own.
_grade_add() {
  local item lead=
  [[ $COMP_WORDBREAKS == *[:=]* ]] && lead=${value%"${value##*[:=]}"}
  while IFS= read -r item; do
    [[ $item == "$value"* ]] && COMPREPLY+=("${item#"$lead"}")
  done
}

_grade_add_words() {
  # shellcheck disable=SC2086 # words
  _grade_add < <(printf '%s\n' $1)
}

# Names with quotes and the like are left to readline, which knows to quote them.
_grade_add_files() {
  [[ $value == *[\\\"\'\$\`]* ]] && return
  compopt -o filenames 2>/dev/null
  _grade_add < <(compgen "$1" -- "$value")
}

_grade_add_ids() {
  _grade_add < <("$program" rubrics --ids "$@" 2>/dev/null)
}

_grade_add_bands() {
  _grade_add < <("$program" rubrics "$rubric" 2>/dev/null |
    sed -n '/^Bands/,$s/^  *[0-9.][0-9.]*  //p' | while IFS= read -r band; do
    printf '%q\n' "$band"
  done)
}

# _grade_offer KIND: what the word under the cursor, or its end, can be.
_grade_offer() {
  case $1 in
  words*) _grade_add_words "${1#words }" ;;
  files) _grade_add_files -f ;;
  folders) _grade_add_files -d ;;
  formats) _grade_add_words "$_grade_format_names" ;;
  outputs)
    if [[ $value == *:* ]]; then
      value=${value#*:}
      _grade_add_files -f
    else
      compopt -o nospace 2>/dev/null # a colon and a file may follow
      _grade_add_words "$_grade_format_names"
    fi
    ;;
  rubrics)
    _grade_add_ids
    _grade_add_files -f
    ;;
  rules) _grade_add_ids "$rubric" ;;
  criteria) # where none begins so, a file: one stands there behind --at
    _grade_add_ids "$rubric"
    ((${#COMPREPLY[@]})) || _grade_add_files -f
    ;;
  bands) _grade_add_bands ;;
  commands) _grade_add_words "$_grade_command_names" ;;
  esac
  # Where no file can stand, none is offered for want of anything else.
  case $1 in
  files | folders | outputs | rubrics | criteria) ;;
  *) compopt +o default 2>/dev/null ;;
  esac
}

# Notes the option that $word ends with when its value is the next word, and the
# rubric when it is named.
_grade_read_option() {
  local option letters
  if [[ $word == --*=* ]]; then
    [[ $word == --rubric=* ]] && rubric=${word#*=}
  elif [[ $word == --* ]]; then
    _grade_value "$command" "$word" >/dev/null && waiting=$word
  else
    letters=${word#-}
    while [[ -n $letters ]]; do
      option=-${letters:0:1}
      letters=${letters:1}
      _grade_value "$command" "$option" >/dev/null || continue
      [[ -n $letters ]] || waiting=$option
      [[ $option == -r && -n $letters ]] && rubric=$letters
      break
    done
  fi
}

_grade() {
  local words value word i command=grade first=1 place=1 waiting='' ended=''
  local rubric=$_grade_default_rubric program=${COMP_WORDS[0]}
  COMPREPLY=()
  _grade_read_words
  local last=$((${#words[@]} - 1))
  value=${words[last]}
  if ((last > 1)) && [[ " $_grade_command_names " == *" ${words[1]} "* ]]; then
    command=${words[1]}
    first=2
  fi
  for ((i = first; i < last; i++)); do
    word=${words[i]}
    if [[ -n $waiting ]]; then
      case $waiting in --rubric | -r) rubric=$word ;; esac
      waiting=''
    elif [[ -n $ended || $word != -?* ]]; then
      place=$((place + 1))
    elif [[ $word == -- ]]; then
      ended=yes
    else
      _grade_read_option
    fi
  done
  if [[ -n $waiting ]]; then
    _grade_offer "$(_grade_value "$command" "$waiting")"
  elif [[ -z $ended && $value == --*=* ]]; then
    local option=${value%%=*}
    value=${value#*=}
    _grade_offer "$(_grade_value "$command" "$option")"
  elif [[ -z $ended && $value == -* ]]; then
    _grade_add_words "$(_grade_options "$command")"
    compopt +o default 2>/dev/null
  else
    ((last == 1)) && _grade_add_words "$_grade_command_names"
    _grade_offer "$(_grade_operand "$command" "$place")"
  fi
}

complete -o default -F _grade grade
