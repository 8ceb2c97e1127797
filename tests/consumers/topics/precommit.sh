# shellcheck shell=sh disable=SC2034,SC2154
# The hooks of .pre-commit-hooks.yaml, run by pre-commit in a repository of answers.

mkdir bin home
ln -s "$GRADE" bin/grade
PATH=$PWD/bin:$PATH
HOME=$PWD/home
PRE_COMMIT_HOME=$PWD/cache
GIT_CONFIG_GLOBAL=/dev/null
GIT_CONFIG_SYSTEM=/dev/null
GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@example.org
GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@example.org
export PATH HOME PRE_COMMIT_HOME GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM
export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL

# What pre-commit clones.
git init -q hooks
cp "$SOURCE/.pre-commit-hooks.yaml" hooks/
git -C hooks add .
git -C hooks commit -qm hooks
git -C hooks tag v0.1.0
t "pre-commit takes the hooks" pre-commit validate-manifest hooks/.pre-commit-hooks.yaml

# The repository of answers.
git init -q work
mkdir work/answers work/mine
cp "$GOOD" work/answers/a.md
echo '{"expect": {"levels": {"scope.volume": 2}}}' >work/answers/a.labels.json
cp "$SOURCE/tests/cli/data/rubric.yaml" work/mine/rubric.yaml
# The configuration that README.md shows.
awk '/^repos:$/ {inside = 1} /^```/ {inside = 0} inside' "$SOURCE/README.md" |
  sed "s|https://github.com/OWNER/libgrade|$PWD/hooks|" >work/.pre-commit-config.yaml

hook() { # ID: runs it over all files
  (cd work && git add . && exec pre-commit run "$1" --all-files --verbose --color never) >out 2>err
  status=$?
}
accept() { # what is unmet today
  (cd work && exec grade check --baseline known.json --update-baseline answers) >/dev/null
}
commit() {
  (cd work && git add . && exec git commit -qm "$1") >commit.log 2>&1
}
accept
for id in grade-check grade grade-lint; do
  hook $id
  t "$id passes" status_is 0
  t "$id was run" grep -q '^grade.*Passed$' out
done
t "grade-lint was given the rubric" has out "mine/rubric.yaml: 0 errors"
hook grade
t "grade was given the answer" has out "answers/a.md"
t "grade was given no labels" lacks out "labels.json"

echo '{"expect": {"levels": {"scope.volume": 0}}}' >work/answers/a.labels.json
hook grade-check
t "grade-check fails" status_is 1
t "grade-check says what" has out "  scope.volume: expected level 0, got"
accept
hook grade-check
t "grade-check passes with a baseline" status_is 0

cp "$SOURCE/examples/answers/weak.md" "work/answers/a b.md"
hook grade
t "grade fails" status_is 1
t "grade says what" has out "answers/a b.md: band: expected at least mid"
rm "work/answers/a b.md"

(cd work && exec pre-commit install) >/dev/null
t "a commit passes the hooks" commit good
t "and was made" git -C work rev-parse -q --verify HEAD
echo 'levels: 1' >>work/mine/rubric.yaml
hook grade-lint
t "grade-lint fails" status_is 1
t "a commit is refused" not commit broken
t "by the hook" has commit.log "hook id: grade-lint"
t "and was not made" [ "$(git -C work rev-list --count HEAD)" -eq 1 ]

sed -i 's/args: .--baseline.*/args: []/' work/.pre-commit-config.yaml
hook grade-check
t "a forgotten folder: fails" status_is 1
t "a forgotten folder: told" has out "grade check needs a folder"
