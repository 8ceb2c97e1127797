# What bash offers at the end of a line: complete.bash SCRIPT LINE
# Words are divided as readline does it: at white space, = and :.
# shellcheck source=/dev/null
source "$1"
COMP_LINE=$2
COMP_POINT=${#COMP_LINE}
COMP_WORDS=()
rest=$COMP_LINE
while [[ -n $rest ]]; do
  rest=${rest#"${rest%%[! ]*}"}
  if [[ $rest == [=:]* ]]; then
    word=${rest%%[!=:]*}
  else
    word=${rest%%[ =:]*}
  fi
  [[ -z $rest ]] || COMP_WORDS+=("$word")
  rest=${rest#"$word"}
done
[[ $COMP_LINE != *' ' ]] || COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_grade
printf '%s\n' "${COMPREPLY[@]}"
