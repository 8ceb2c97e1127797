# shellcheck shell=sh
# The HTML report in Chromium: it does nothing but show itself, to everybody.
export MODULES
html() { node "$HERE/html.mjs" "$@"; }

if ! have "${CHROMIUM:-chromium}" || ! have node; then
  skip "the page in a browser" "no node or no chromium"
  return 0
fi

# -- one answer ----------------------------------------------------------------------
run --output html:page.html --output json:page.json "$GOOD"
t "it is written" status_is 0
t "one answer is a small file" test "$(wc -c <page.html)" -lt 150000
t "nothing leaves the page" html quiet page.html
t "axe finds nothing" html axe page.html
t "no sideways scrolling" html narrow page.html
t "links have their places" html links page.html
t "the JSON report is inside" html json page.html page.json
t "marks are what is quoted" html marks page.html page.json 25
t "it is readable without a script" html scriptless page.html
t "it prints open and light" html print page.html
t "the filter filters" html filter page.html
t "quotations and numbers lead to each other" html follow page.html
"$GRADE" --output html "$GOOD" >again.html
t "the same bytes again" same page.html again.html

# -- the checks can fail ---------------------------------------------------------------
sed 's|</main>|<img src="x.png" onerror="alert(1)"></main>|' page.html >bad.html
t "an image would be noticed" not html quiet bad.html
sed 's|</main>|<input><p style="width:400px">a</p></main>|' page.html >bad.html
t "an input without a label would be noticed" not html axe bad.html
sed 's|\(<mark [^>]*>\)[a-zA-Z]|\1@|' page.html >bad.html
t "another text in a mark would be noticed" not html marks bad.html page.json
sed 's|<strong>|<strong><svg width="900" height="9"></svg>|' page.html >bad.html
t "a wide thing would be noticed" not html narrow bad.html

# -- hostile answers and names -----------------------------------------------------------
cp "$HOSTILE" hostile.md
sed 's/$/\r/' "$GOOD" >crlf.md
{ printf '\357\273\277' && tr '\n' '\r' <"$GOOD"; } >cr.md
mkdir names
i=0
for name in 'a b.md' '<b>&"'\''.md' '100%25.md' '::error file=x::y.md' '=cmd().md' '#a1-c1,2.md' \
  '</title><script>alert(1)</script>.md' "$(printf 'new\nline.md')" "$(printf 'esc\033[31m.md')" \
  "$(printf 'bad\377.md')" "$(printf 'rtl\342\200\256gnp.md')"; do
  mkdir -p "names/$i"
  # A slash in a name is a folder.
  mkdir -p "$(dirname "names/$i/$name")"
  cp "$HOSTILE" "names/$i/$name"
  i=$((i + 1))
done
run --output html:hostile.html --output json:hostile.json hostile.md crlf.md cr.md "$GOOD"
t "a hostile answer is graded" status_is 0
t "it does nothing" html quiet hostile.html
t "it is shown word for word" html marks hostile.html hostile.json 60
t "and as JSON" html json hostile.html hostile.json
t "axe finds nothing in it" html axe hostile.html
t "nor is it too wide" html narrow hostile.html
t "what steers is shown" html shows hostile.html U+202E U+001B U+0000 U+FFFE U+E0041 '<img src=x'
run --output html:names.html --output json:names.json names
t "hostile names are graded" status_is 0
t "they do nothing" html quiet names.html
t "links have their places among them" html links names.html
t "they do not break the JSON" html json names.html names.json
t "they are shown" html shows names.html '<b>&"' '</title><script>alert(1)' newU+000Aline escU+001B rtlU+202Egnp

# -- several answers -----------------------------------------------------------------------
run --output html:several.html --output json:several.json "$SOURCE/examples/answers" hostile.md \
  nowhere.md
t "one of them cannot be read" status_is 2
t "it is named" html shows several.html "4 answers" "Not graded" nowhere.md F001
t "several: nothing leaves the page" html quiet several.html
t "several: axe finds nothing" html axe several.html
t "several: no sideways scrolling" html narrow several.html
t "several: links have their places" html links several.html
t "several: JSON" html json several.html several.json
t "several: readable without a script" html scriptless several.html
t "several: prints" html print several.html
t "several: the filter filters" html filter several.html
t "several: places are found in closed answers" html follow several.html
t "the table sorts" html sort several.html

# -- long names, sections that never come ------------------------------------------------------
long=$(printf 'a_long_name_of_an_answer_%.0s' 1 2 3 4 5 6 7 8).md
mkdir -p long
cp "$GOOD" "long/$long"
cp "$SOURCE"/examples/answers/*.md long
run --output html:long.html long
t "a long name leaves room for the rest" html columns long.html "long/$long"
cat >unscoped.md <<'END'
Raw events are stored in S3 unchanged so that we can replay after a bug. We
partition by date because queries filter on date. The write is a merge on event_id,
so a rerun leaves the same rows.
END
run --output html:unscoped.html unscoped.md
t "a section that never comes" html shows unscoped.html "Scoping before designing" "not reached"
t "nothing is early before it" html early unscoped.html 0
{ cat unscoped.md && printf '\nHow many events per second are there, and how fresh must it be?\n'; } >scoped.md
run --output html:scoped.html scoped.md
t "what comes before a section that comes is early" not html early scoped.html 0

# -- none, checks ----------------------------------------------------------------------------
run --output html:none.html nowhere.md
t "a run without answers has a page" html shows none.html "No answers graded" nowhere.md
t "which is fit for everybody" html axe none.html
run --fail-under 70 --output html:gate.html "$GOOD"
t "a gate fails" status_is 1
t "the page says so" html shows gate.html Checks "not met"
t "and is fit for everybody" html axe gate.html
