# shellcheck shell=sh disable=SC2016,SC2034,SC2154
# action.yml and the files of examples/ci: their structure, and what they run.

# yaml_get.py FILE KEY...: the value behind those keys and numbers.
cat >yaml_get.py <<'END'
import sys, yaml
value = yaml.safe_load(open(sys.argv[1]))
for key in sys.argv[2:]:
    value = value[int(key) if isinstance(value, list) else key]
print('\n'.join(value) if isinstance(value, list) else value)
END
get() { "$PYTHON" yaml_get.py "$@"; }

t "the action has the structure that GitHub asks for" "$PYTHON" -c '
import re, yaml
action = yaml.safe_load(open("'"$SOURCE"'/action.yml"))
assert set(action) <= {"name", "author", "description", "branding", "inputs", "outputs", "runs"}
assert all(isinstance(action[key], str) for key in ("name", "description"))
assert action["branding"]["color"] in "white black yellow blue green orange red purple gray-dark".split()
for name, given in action["inputs"].items():
    assert re.fullmatch("[A-Za-z_][A-Za-z0-9_-]*", name), name
    assert set(given) <= {"description", "required", "default", "deprecationMessage"}, name
    assert isinstance(given["description"], str), name
    assert given.get("required") is True or isinstance(given["default"], str), name
runs = action["runs"]
assert runs["using"] == "composite" and set(runs) == {"using", "steps"}
ids = set()
used = set()
for step in runs["steps"]:
    assert set(step) <= {"name", "id", "shell", "run", "env", "if", "working-directory"}, step
    assert step["shell"] == "bash" and isinstance(step["run"], str)
    assert "${{" not in step["run"], "an input could inject commands"
    ids.add(step.get("id"))
    for value in step.get("env", {}).values():
        used |= {re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", value).group(1)}
assert used == set(action["inputs"]), used ^ set(action["inputs"])
for given in action["outputs"].values():
    assert set(given) == {"description", "value"}
    assert re.fullmatch(r"\$\{\{ steps\.([a-z]+)\.outputs\.[a-z]+ \}\}", given["value"]).group(1) in ids
'

mkdir -p checkout/build/bin
ln -s "$GRADE" checkout/build/bin/grade
get "$SOURCE/action.yml" runs steps 0 run >build.sh
t "its first step builds with the tool of the repository" has build.sh '"$GITHUB_ACTION_PATH/dev" build'
t "that has such a command" sh -c '"$0" help | grep -q "^  build "' "$SOURCE/dev"
get "$SOURCE/action.yml" runs steps 1 run >step.sh
if have shellcheck; then
  t "the script is clean" shellcheck --shell=bash step.sh
fi

# step INPUT=VALUE...: runs the script as the runner does.
step() {
  : >summary
  : >outputs
  for input in COMMAND=grade PATHS= RUBRIC= PROMPT= FAIL_UNDER= FAIL_ON= BASELINE= REPORTS=; do
    set -- "$input" "$@"
  done
  for input; do
    export "INPUT_$input"
  done
  GITHUB_ACTION_PATH=$PWD/checkout GITHUB_STEP_SUMMARY=$PWD/summary GITHUB_OUTPUT=$PWD/outputs \
    bash --noprofile --norc -eo pipefail step.sh >out 2>err
  status=$?
}

mkdir answers
cp "$GOOD" answers/a.md
cp "$SOURCE/examples/answers/weak.md" 'answers/b c.md'
step PATHS=answers
t "no gate: status 0" status_is 0
t "no gate: told to later steps" has_line outputs "status=0"
t "annotations" grep -q '^::error file=answers/b c.md,line=' out
t "a summary" has summary "answers/b c.md"
step PATHS="answers/a.md
answers/b c.md" FAIL_UNDER=mid REPORTS="sarif:grade.sarif
html:grade.html"
t "a gate: status 1" status_is 1
t "a gate: told to later steps" has_line outputs "status=1"
t "a gate: annotated" has out "expected at least mid"
t "reports are written" test -s grade.sarif -a -s grade.html
step PATHS=answers FAIL_ON="scope.volume
scope.latency"
t "criteria: status 1" status_is 1
echo '{"expect": {"score": 1}}' >answers/a.labels.json
step COMMAND=check PATHS=answers
t "check: status 1" status_is 1
"$GRADE" check --baseline known.json --update-baseline answers >/dev/null
step COMMAND=check PATHS=answers BASELINE=known.json
t "check with a baseline: status 0" status_is 0
step COMMAND='lint; touch broken' PATHS=answers
t "another command: status 2" status_is 2
step PATHS='$(touch broken)
--version
`touch broken`; touch broken' RUBRIC='$(touch broken)' FAIL_UNDER='"; touch broken; "'
t "inputs are words, not scripts" [ ! -e broken ]
t "a path is no option" status_is 2
step PATHS=''
t "no paths: status 2" status_is 2

# examples/ci/github.yml, step by step
workflow=$SOURCE/examples/ci/github.yml
rm -f grade.sarif grade.html
t "GitHub: the action is called with inputs it has" "$PYTHON" -c '
import yaml
inputs = yaml.safe_load(open("'"$SOURCE"'/action.yml"))["inputs"]
workflow = yaml.safe_load(open("'"$workflow"'"))
assert set(workflow) == {"name", True, "permissions", "jobs"} # YAML 1.1 takes "on" for true
steps = workflow["jobs"]["grade"]["steps"]
ours = [step for step in steps if "/libgrade@" in step.get("uses", "")]
assert len(ours) == 1 and steps.index(ours[0]) == 1
given = ours[0]["with"]
assert set(given) <= set(inputs), given
assert {name for name in inputs if inputs[name].get("required")} <= set(given)
'
step PATHS="$(get "$workflow" jobs grade steps 1 with paths)" \
  FAIL_UNDER="$(get "$workflow" jobs grade steps 1 with fail-under)" \
  REPORTS="$(get "$workflow" jobs grade steps 1 with reports)"
t "GitHub: the gate is one that the rubric has" status_is 1
t "GitHub: what is uploaded was written" test -s "$(get "$workflow" jobs grade steps 2 with sarif_file)"
t "GitHub: the page was written" test -s "$(get "$workflow" jobs grade steps 3 with path)"

# examples/ci/gitlab-ci.yml
job=$SOURCE/examples/ci/gitlab-ci.yml
get "$job" grade script >script.sh
mkdir bin
ln -s "$GRADE" bin/grade
echo '{"expect": {"score": [90, 100]}}' >answers/a.labels.json
gitlab() { PATH=$PWD/bin:$PATH bash -eo pipefail script.sh >out 2>err; }
"$GRADE" check --baseline answers/known.json --update-baseline answers >/dev/null
gitlab
status=$?
t "GitLab: what is known passes" status_is 0
cp "$SOURCE/examples/answers/weak.md" answers/a.md
rm -f grade.junit.xml gl-code-quality-report.json
gitlab
status=$?
t "GitLab: what is worse fails" status_is 1
t "GitLab: the log says what" has out "worse than the"
t "GitLab: the JUnit report is where the job says" \
  xmllint --noout "$(get "$job" grade artifacts reports junit)"
t "GitLab: the code quality report is where the job says" \
  jq -e '.[0].location.path == "answers/a.md"' "$(get "$job" grade artifacts reports codequality)"
t "GitLab: the job installs with the tool of the repository" \
  sh -c '"$0" help | grep -q "^  install "' "$SOURCE/dev"
