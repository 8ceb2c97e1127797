# grade check: samples against the marks they must get.

mkdir -p set/inner
cp good.md set/good.md
cp poor.txt set/inner/poor.txt
cat >set/good.labels.json <<'END'
{"id": "good", "levels": {"anything": [1, {"else": 2}]},
 "expect": {"score": [99.5, 100], "band": ["good", "fair"], "design": true,
            "levels": {"scope.volume": 2, "store.compaction": [1, 2]},
            "penalties": {"anti.tools_first": 0}}}
END
cat >set/inner/poor.labels.json <<'END'
{"expect": {"score": 0, "band": "poor", "levels": {"scope.volume": 0}, "penalties": {"anti.tools_first": 1}}}
END
run check $R set
t "all met: status 0" status_is 0
t "all met: counted" has_line out "2 passed, 0 failed"
t "all met: nothing else" lines out 1
run check $R -v set
t "verbose names them" has_line out "pass set/good.md"

echo '{"levels": {"scope.volume": 1}}' >set/fair.labels.json
run check $R set
t "labels without expect are skipped" has_line out "2 passed, 0 failed, 1 skipped"
t "skipped is status 0" status_is 0

cp fair.md set/fair.md
cat >set/fair.labels.json <<'END'
{"expect": {"score": [70, 80], "band": "good", "design": false,
            "levels": {"scope.volume": [0, 2], "store.compaction": 2},
            "penalties": {"anti.tools_first": true}}}
END
run check $R set
t "unmet: status 1" status_is 1
t "unmet: counted" has_line out "2 passed, 1 failed"
t "unmet: the file" has_line out "FAIL set/fair.md"
t "unmet: the score" has_line out "  score: expected 70 to 80, got 65"
t "unmet: the band" has_line out "  band: expected good, got fair"
t "unmet: the design" has_line out "  design: expected no design, got a design"
t "unmet: the level" has_line out "  scope.volume: expected level 0 or 2, got 1"
t "unmet: the quotation" has out '    line 1: "'
t "unmet: the penalty" has_line out "  anti.tools_first: expected present, got absent"
t "unmet: what is met is not told" lacks out "store.compaction"
run check $R -q set
t "quiet: totals only" lines out 1
t "quiet: status 1" status_is 1

mkdir -p asked/questions
cat >asked/questions/q.md <<'END'
Small files are compacted every night by the platform team and you need not care.
END
cat >asked/a.md <<'END'
We upsert every batch.

Small files are compacted every night by the platform team and you need not care.
END
echo '{"prompt": "questions/q.md", "expect": {"levels": {"store.compaction": 0}}}' >asked/a.labels.json
run check $R asked
t "a prompt beside the labels" status_is 0
mkdir asked/deep
mv asked/a.md asked/a.labels.json asked/deep/
run check $R asked
t "a prompt in the folder that is checked" status_is 0
echo '{"prompt": "questions/none.md", "expect": {}}' >asked/deep/a.labels.json
run check $R asked
t "a missing prompt: status 2" status_is 2

mkdir wrong
cp good.md wrong/w.md
wrong() { # NAME JSON MESSAGE
  printf '%s' "$2" >wrong/w.labels.json
  run check $R wrong
  t "$1: status 2" status_is 2
  t "$1: told" has err "$3"
}
wrong "a misspelt expectation" '{"expect": {"scor": 1}}' 'did you mean "score"?'
wrong "its place" '{"expect": {"scor": 1}}' 'w.labels.json:1:21: error: unknown key "scor"'
wrong "an unknown criterion" '{"expect": {"levels": {"scope.volum": 1}}}' 'did you mean "scope.volume"?'
wrong "an unknown band" '{"expect": {"band": "best"}}' 'has no band "best"'
wrong "a wrong range" '{"expect": {"score": [3, 2]}}' '"score" must be a number or [lowest, highest]'
wrong "a wrong level" '{"expect": {"levels": {"scope.volume": "2"}}}' 'a level must be a whole number'
wrong "a wrong penalty" '{"expect": {"penalties": {"anti.tools_first": 2}}}' 'a penalty must be 0 or 1'
wrong "no JSON" '{"expect": ' '[L001]'
wrong "an empty file" '' '[L001]'
wrong "not an object" '[1]' 'labels must be an object'
rm wrong/w.md
wrong "no answer" '{"expect": {}}' 'no answer stands beside the labels'
run check $R wrong set
t "the rest is checked" has out "2 passed, 1 failed, 1 could not be checked"

mkdir bare
run check $R bare
t "a folder without labels: status 2" status_is 2
run check $R missing
t "a missing folder: status 2" status_is 2
run check
t "no folder: status 2" status_is 2
