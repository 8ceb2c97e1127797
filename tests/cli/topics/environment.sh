# Nothing in the environment makes the command read or write a file or changes a
# result, but what `man grade` lists under ENVIRONMENT.

mkdir -p graded bait/.config/grade bait/grade bait/.grade home
cp good.md fair.md graded
cp good.md graded/poor.md
for answer in good fair poor; do
  echo '{"kind": "design", "prompt": "A1", "levels": {"scope.volume": 2,
    "process.idempotency": 1, "store.compaction": 0}, "penalties": {"anti.tools_first": 0},
    "expect": {"score": [0, 100]}}' >graded/$answer.labels.json
done
# What a command that looks for settings might look for.
sed 's/^title: .*/title: Bait/' rubric.yaml >bait/rubric.yaml
printf -- '--format json\n--min-score 101\n' >bait/.graderc
for place in .config/grade grade .grade; do
  cp bait/rubric.yaml bait/.graderc "bait/$place"
  cp bait/.graderc "bait/$place/config"
done
cp -R bait/. home
# A program that leaves a trace when it is started.
# shellcheck disable=SC2016 # $0 is its own
printf '#!/bin/sh\necho "$0" >>%s/started\ncat\n' "$PWD" >bait/program
chmod +x bait/program
find bait home -type f -exec cksum {} + | sort >bait.before

hostile() { # COMMAND...
  env HOME="$PWD/home" XDG_CONFIG_HOME="$PWD/bait" XDG_CONFIG_DIRS="$PWD/bait" \
    XDG_DATA_HOME="$PWD/bait" XDG_CACHE_HOME="$PWD/bait" XDG_RUNTIME_DIR="$PWD/bait" \
    TMPDIR="$PWD/bait" TMP="$PWD/bait" TEMP="$PWD/bait" \
    GRADE_RUBRIC="$PWD/bait/rubric.yaml" GRADE_CONFIG="$PWD/bait/.graderc" \
    GRADE_FORMAT=json GRADE_OPTIONS='--format json' GRADE_FLAGS=--quiet GRADE_PROMPT=rubric.yaml \
    GRADE_OUTPUT="json:$PWD/bait/out" GRADE_LANGUAGE=de GRADE_DEBUG=1 GRADE_LOG="$PWD/bait/log" \
    LIBGRADE_PATH="$PWD/bait" LIBGRADE_RUBRICS="$PWD/bait" LIBGRADE_LANGUAGES="$PWD/bait" \
    LG_LIMIT_ANSWER_BYTES=1 LG_LIMIT_EVIDENCE=1 LGR_LIMITS=1 \
    PAGER="$PWD/bait/program" EDITOR="$PWD/bait/program" VISUAL="$PWD/bait/program" \
    BROWSER="$PWD/bait/program" SHELL="$PWD/bait/program" MANPAGER="$PWD/bait/program" \
    GIT_DIR="$PWD/bait" CDPATH="$PWD/bait" IFS=/ ENV="$PWD/bait/program" \
    BASH_ENV="$PWD/bait/program" CI=true GITHUB_ACTIONS=true GITHUB_OUTPUT="$PWD/bait/out" \
    GITHUB_ENV="$PWD/bait/env" GITHUB_WORKSPACE="$PWD/bait" GITLAB_CI=true TF_BUILD=True \
    LC_ALL=de_DE.UTF-8 LANG=tr_TR.UTF-8 LANGUAGE=de LOCPATH="$PWD/bait" NLSPATH="$PWD/bait/%N" \
    TZ=":$PWD/bait/rubric.yaml" TZDIR="$PWD/bait" DATEMSK="$PWD/bait/rubric.yaml" \
    SOURCE_DATE_EPOCH=1 POSIXLY_CORRECT=1 GETCONF_DIR="$PWD/bait" GCONV_PATH="$PWD/bait" \
    HTTP_PROXY=http://127.0.0.1:9 http_proxy=http://127.0.0.1:9 RES_OPTIONS=debug \
    OMP_NUM_THREADS=1 RANDOM_SEED=7 COLORTERM=truecolor LS_COLORS='*=31' \
    TERM=xterm TERMCAP="$PWD/bait/rubric.yaml" TERMINFO="$PWD/bait" COLUMNS=41 LINES=7 "$@"
}
plain() { env -i "$@"; }

# everything PREFIX FOLDER: runs of every command; what they say and write goes to FOLDER.
everything() {
  mkdir "$2"
  while read -r name words; do
    # shellcheck disable=SC2086 # several words
    "$1" "$GRADE" $words >"$2/$name.out" 2>"$2/$name.err" </dev/null
    echo "$name $?" >>"$2/statuses"
  done <<END
grade graded
long -v $R graded/good.md --prompt graded/fair.md
json --format json $R graded
files -q $R graded --output html:report.html --output markdown:report.md --output junit:report.xml
sarif --format sarif $R graded
github --format github $R graded
gitlab --format gitlab $R graded
gate $R --min-score 70 graded
check check $R graded
eval eval $R graded
lint lint rubric.yaml
explain explain graded/good.md
rubrics rubrics
rubric rubrics $R
schema schema
completion completion bash
help help eval
version --version
wrong --no-such-option
missing graded/gone.md
END
  mv report.html report.md report.xml "$2"
}

everything plain expected
everything hostile got
t "a run of each command" [ "$(wc -l <expected/statuses)" -eq 20 ]
t "the runs are real ones" grep -q '^json 0$' expected/statuses
t "all say and write the same bytes in a hostile environment" diff -r expected got
find bait home -type f -exec cksum {} + | sort >bait.after
t "no bait was touched, no file added" same bait.before bait.after
t "no program was started" not test -e started

if have strace && strace -o traced true 2>/dev/null; then
  hostile strace -f -qq -o traced -e trace=%file "$GRADE" $R graded --output json:report.json \
    >out 2>err </dev/null
  t "answers are looked for" has traced good.md
  t "no variable names a file that is looked for" lacks traced bait
  t "nor a folder" lacks traced "$PWD/home"
else
  skip "files looked for" "strace(1) cannot be used here"
fi

# What reads the environment, by name: the manual page tells of each.
grep -rhoE '(getenv|variable)\("[^"]*"\)' "$SOURCE/cli" "$SOURCE/libgrade/src" --include='*.c' |
  sed 's/.*"\(.*\)".*/\1/' | sort -u >variables
sed -n '/^\.Sh ENVIRONMENT/,/^\.Sh FILES/s/^\.It Ev //p' "$SOURCE/cli/man/grade.1.in" |
  sort >documented
t "the manual page tells of every variable that is read" same variables documented
t "some are" [ -s variables ]
