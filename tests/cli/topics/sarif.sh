# The sarif format.

run $R -f sarif poor.txt fair.md
cp out all.sarif
t "status 0" status_is 0
t "the version" has out '"version": "2.1.0"'
t "the schema" has out '"https://json.schemastore.org/sarif-2.1.0.json"'
t "how columns count" has out '"columnKind": "unicodeCodePoints"'
t "the rubric's rules" has out '"id": "store.compaction"'
t "a result" has out '"ruleId": "store.compaction"'
t "its place" has out '"uri": "poor.txt"'
t "all went well" has out '"executionSuccessful": true'
run $R -f sarif "$PWD/poor.txt" ./fair.md
t "paths are told from here" same out all.sarif
run $R -o sarif:report.sarif poor.txt fair.md
t "to a file" same report.sarif all.sarif
run $R -f sarif missing.md
t "a missing file: status 2" status_is 2
t "a missing file: not all went well" has out '"executionSuccessful": false'
t "a missing file is a notification" has out '"id": "F001"'
t "a missing file is no result" has out '"results": []'
cp poor.txt 'a b%#?.txt'
run $R -f sarif 'a b%#?.txt'
t "names are URIs" has out '"uri": "a%20b%25%23%3F.txt"'
t "and nothing else" lacks out 'a b'

# Fingerprints stay when lines move; one of the two when a file is renamed.
prints() { sed -n "s|.*\"$2\": \"\(.*\)\".*|\1|p" "$1" | sort; }
for key in primaryLocationLineHash gradeCriterion/v1; do
  prints all.sarif $key >before.txt
  t "$key: there are some" [ -s before.txt ]
  sed '1i\
A new first line.\
' fair.md >moved.md
  cp fair.md fair.kept
  mv moved.md fair.md
  run $R -f sarif poor.txt fair.md
  prints out $key >after.txt
  t "$key: lines have moved" not same out all.sarif
  t "$key: it has not" same before.txt after.txt
  mv fair.kept fair.md
done
