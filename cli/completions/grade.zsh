#compdef grade
# Completion of grade for zsh; printed by `grade completion zsh`.

# Commands, options and what values are: from the tables of grade itself.
# @tables@

# The rubric that the line names so far.
_grade_rubric() {
  local named=${opt_args[--rubric]:-${opt_args[-r]:-$_grade_default_rubric}}
  print -r -- ${(Q)named}
}

_grade_files() { _files "$@" }
_grade_folders() { _files -/ "$@" }
_grade_formats() { compadd "$@" -a _grade_format_names }

_grade_outputs() {
  if compset -P '*:'; then
    _files
  else
    compadd "$@" -q -S ':' -a _grade_format_names
  fi
}

_grade_rubrics() {
  local -a ids
  ids=(${(f)"$(_call_program ids ${(q)_grade_program} rubrics --ids 2>/dev/null)"})
  compadd "$@" -a ids
  _files "$@"
}

_grade_rules() {
  local -a ids
  ids=(${(f)"$(_call_program ids ${(q)_grade_program} rubrics --ids ${(q)$(_grade_rubric)} 2>/dev/null)"})
  compadd "$@" -a ids
}

# Where none begins so, a file: one stands there behind --at.
_grade_criteria() { _grade_rules "$@" || _files }

_grade_bands() {
  local -a bands
  bands=(${(f)"$(_call_program bands ${(q)_grade_program} rubrics ${(q)$(_grade_rubric)} 2>/dev/null |
    sed -n '/^Bands/,$s/^  *[0-9.][0-9.]*  //p')"})
  compadd "$@" -a bands
}

_grade_commands() { _describe -t commands command _grade_descriptions }

_grade() {
  local command=grade _grade_program=$words[1]
  local -A opt_args
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _grade_commands
    _files
    return
  fi
  if (( CURRENT > 2 )) && (( ${_grade_descriptions[(I)$words[2]:*]} )); then
    command=$words[2]
    shift words
    (( CURRENT-- ))
  fi
  _grade_arguments $command
}

# Read by compinit it is the function itself; sourced, it has to be told.
if [[ $funcstack[1] == _grade ]]; then
  _grade "$@"
else
  compdef _grade grade
fi
