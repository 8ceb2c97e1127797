# The gitlab format: code quality.

run $R -f gitlab poor.txt fair.md
cp out all.json
t "status 0" status_is 0
t "an array" grep -qx '\[' out
t "a penalty" has out '"severity": "major"'
t "a missing criterion" has out '"severity": "minor"'
t "a criterion in part" has out '"severity": "info"'
t "the rule" has out '"check_name": "store.compaction"'
t "the path" has out '"path": "poor.txt"'
run $R -f gitlab "$PWD/poor.txt" ./fair.md
t "paths are told from here" same out all.json
run $R -f gitlab missing.md
t "a missing file: status 2" status_is 2
t "a missing file" has out '"severity": "blocker"'
t "a missing file: the rule" has out '"check_name": "F001"'

# Fingerprints stay when lines move, and are told apart.
prints() { sed -n 's/.*"fingerprint": "\(.*\)".*/\1/p' "$1" | sort; }
prints all.json >before.txt
t "there are fingerprints" [ -s before.txt ]
t "none comes twice" [ -z "$(uniq -d before.txt)" ]
cp poor.txt poor.kept
{
  printf '\n\n'
  cat poor.kept
} >poor.txt
run $R -f gitlab poor.txt fair.md
prints out >after.txt
t "lines have moved" not same out all.json
t "fingerprints have not" same before.txt after.txt
cp poor.kept poor.txt
run $R -f gitlab poor.txt poor.txt
prints out >twice.txt
t "an answer given twice: none comes twice" [ -z "$(uniq -d twice.txt)" ]

printf 'A haiku about rain.\n' >none.md
run -f gitlab none.md
t "no design is one entry" [ "$(grep -c '"severity": "critical"' out)" -eq 1 ]
t "no design is told" has out '"check_name": "design"'
