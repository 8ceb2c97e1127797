# Where reports go when their path is a link.

mkdir -p home/below outside
echo precious >outside/precious.txt
ln -s ../outside/precious.txt home/out.txt
cp outside/precious.txt precious.txt

run $R -q -o text:home/out.txt good.md
t "a link that leads out: status 2" status_is 2
t "a link that leads out: told" has err "home/out.txt: error: cannot be written: it is a link that leads out of its folder [F004]"
t "a link that leads out: what to do" has err "hint: --follow-links writes where it leads"
t "a link that leads out: nothing is written" same outside/precious.txt precious.txt
run $R -q -o text -o text:home/out.txt good.md
t "a link that leads out: other reports are written" has_line out "100 good good.md"
t "a link that leads out: status 2 all the same" status_is 2
ln -s "$PWD/outside/precious.txt" home/whole.txt
run $R -q -o text:home/whole.txt good.md
t "a link with a whole path" has err "leads out of its folder"
ln -s out.txt home/again.txt
run $R -q -o text:home/again.txt good.md
t "a link to a link that leads out" has err "home/again.txt: error: cannot be written: it is a link"
ln -s ../outside/new.txt home/new.txt
run $R -q -o text:home/new.txt good.md
t "a link to what does not exist, outside: status 2" status_is 2
t "a link to what does not exist, outside: still does not" [ ! -e outside/new.txt ]
ln -s ../outside home/door
ln -s door/precious.txt home/through.txt
run $R -q -o text:home/through.txt good.md
t "a link through a folder that leads out" has err "leads out of its folder"
t "still nothing is written" same outside/precious.txt precious.txt
ln -s ../home2/x.txt home/beside.txt
mkdir home2
run $R -q -o text:home/beside.txt good.md
t "a folder whose name begins the same is outside" has err "leads out of its folder"
ln -s /dev/null home/null
run $R -q -o text:home/null good.md
t "a link to a device" has err "leads out of its folder"
ln -s /dev/stdout home/stdout
run $R -q -o text:home/stdout good.md
t "a link to standard output" has err "leads out of its folder"
t "a link to standard output: empty" empty out
t "all links are still links" [ "$(find home -type l | wc -l)" -eq 9 ]
t "nothing else is there" [ "$(find home outside home2 -type f | wc -l)" -eq 1 ]

# --follow-links
run $R -q --follow-links -o text:home/out.txt good.md
t "--follow-links: status 0" status_is 0
t "--follow-links: written" has_line outside/precious.txt "100 good good.md"
t "--follow-links: a link stays a link" [ -L home/out.txt ]
run $R -q -o text:home/again.txt --follow-links fair.md
t "--follow-links: a link to a link" has_line outside/precious.txt "65 fair fair.md"
t "--follow-links: both stay" [ -L home/again.txt -a -L home/out.txt ]
run $R -q --follow-links -o text:home/new.txt good.md
t "--follow-links: a new file" has_line outside/new.txt "100 good good.md"
t "--follow-links: its link" [ -L home/new.txt ]
run $R -q --follow-links -o text:home/null good.md
t "--follow-links: a device" status_is 0
run $R -q --follow-links -o text:home/stdout good.md
t "--follow-links: standard output" has_line out "100 good good.md"
run help grade
t "--follow-links is in help" has out "--follow-links"

# Inside, links work.
for target in report.txt below/report.txt ../home/report.txt ./below/../report.txt; do
  rm -f home/report.txt home/below/report.txt home/inside.txt
  ln -s $target home/inside.txt
  run $R -q -o text:home/inside.txt good.md
  t "inside: $target, new" has_line home/$target "100 good good.md"
  run $R -q -o text:home/inside.txt fair.md
  t "inside: $target" has_line home/$target "65 fair fair.md"
  t "inside: $target, the link stays" [ -L home/inside.txt ]
done
ln -s inside.txt home/twice.txt
run $R -q -o text:home/twice.txt good.md
t "inside: a link to a link" has_line home/report.txt "100 good good.md"
ln -s ../outside/back.txt home/back.txt
ln -s ../home/report.txt outside/back.txt
run $R -q -o text:home/back.txt fair.md
t "out and back again is inside" has_line home/report.txt "65 fair fair.md"
(cd home && "$GRADE" --rubric ../rubric.yaml -q -o text:inside.txt ../good.md)
t "inside: from the folder itself" has_line home/report.txt "100 good ../good.md"
run $R -q -o "text:$PWD/home/inside.txt" fair.md
t "inside: with a whole path" has_line home/report.txt "65 fair fair.md"
run $R -q -o text:home/door/report.txt good.md
t "folders on the way are followed" has_line outside/report.txt "100 good good.md"

# Links that lead nowhere
ln -s circle.txt home/circle.txt
ln -s a.txt home/b.txt
ln -s b.txt home/a.txt
for link in circle a; do
  run $R -q -o text:home/$link.txt good.md
  t "in circles, $link: status 2" status_is 2
  t "in circles, $link: told" has err "home/$link.txt: error: cannot be written: Too many levels of symbolic links [F004]"
  t "in circles, $link: a link stays a link" [ -L home/$link.txt ]
done
ln -s none/x.txt home/lost.txt
run $R -q -o text:home/lost.txt good.md
t "to no folder" has err "home/lost.txt: error: cannot be written: No such file or directory [F004]"
ln -s below home/folder.txt
run $R -q -o text:home/folder.txt good.md
t "to a folder" has err "home/folder.txt: error: cannot be written: Is a directory [F004]"
run $R -q -o text:good.md/ good.md
t "a file with a slash behind is a folder" has err "cannot be written: Is a directory [F004]"

# The baseline
mkdir set
cp fair.md set
echo '{"expect": {"score": 100}}' >set/fair.labels.json
echo precious >outside/known.json
run check $R --baseline outside/first.json --update-baseline set
mv outside/first.json outside/known.json
cp outside/known.json known.json
sed 's/65/1/' known.json >outside/known.json
cp outside/known.json old.json
ln -s ../outside/known.json home/known.json
run check $R --baseline home/known.json --update-baseline set
t "a baseline that leads out: status 2" status_is 2
t "a baseline that leads out: told" has err "home/known.json: error: cannot be written: it is a link that leads out of its folder [F004]"
t "a baseline that leads out: not written" same outside/known.json old.json
run check $R --baseline home/known.json --update-baseline --follow-links set
t "a baseline, --follow-links: status 0" status_is 0
t "a baseline, --follow-links: written" has outside/known.json '"got": 65'
t "a baseline, --follow-links: a link stays a link" [ -L home/known.json ]
run check $R --baseline home/known.json set
t "a baseline is read through a link" status_is 0
mkdir home/kept
mv outside/known.json home/kept/known.json
ln -sf kept/known.json home/known.json
cp old.json home/kept/known.json
run check $R --baseline home/known.json --update-baseline set
t "a baseline, inside" has home/kept/known.json '"got": 65'
run check $R -o text:home/out.txt set
t "reports of check, too" has err "leads out of its folder"

# Swapped after it was looked at
if has_interference "a link that is swapped in"; then
  cp precious.txt outside/precious.txt
  echo old >home/swapped.txt
  ln -s ../outside/precious.txt home/swap
  run_env "$INTERFERE INTERFERE_AT=fchmod INTERFERE_BY=home/swap:home/swapped.txt" \
    $R -q -o text:home/swapped.txt good.md
  t "a file that becomes a link: status 0" status_is 0
  t "a file that becomes a link: what it leads to is left alone" same outside/precious.txt precious.txt
  t "a file that becomes a link: it is replaced" [ ! -L home/swapped.txt ]
  t "a file that becomes a link: written" has_line home/swapped.txt "100 good good.md"
  t "a file that becomes a link: it was one" [ ! -e home/swap ]

  ln -sf report.txt home/inside.txt
  ln -s ../outside/precious.txt home/swap
  run_env "$INTERFERE INTERFERE_AT=renameat INTERFERE_BY=home/swap:home/report.txt" \
    $R -q -o text:home/inside.txt good.md
  t "what a link leads to becomes a link: left alone" same outside/precious.txt precious.txt
  t "what a link leads to becomes a link: written" has_line home/report.txt "100 good good.md"

  ln -s ../outside/precious.txt home/swap
  run_env "$INTERFERE INTERFERE_AT=fchmod INTERFERE_BY=home/swap:home/inside.txt" \
    $R -q -o text:home/inside.txt fair.md
  t "a link that becomes another: left alone" same outside/precious.txt precious.txt
  t "a link that becomes another: where it led is written" has_line home/report.txt "65 fair fair.md"

  run_env "$INTERFERE INTERFERE_AT=renameat INTERFERE_BY=home/below:home/moved" \
    $R -q -o text:home/below/new.txt good.md
  t "a folder that is moved away is the one that was meant" has_line home/moved/new.txt "100 good good.md"
  t "no temporary files are left" [ -z "$(find home outside -name '*.txt.*')" ]
fi

# Open descriptors are no files of that name.
echo first >log
"$GRADE" $R -q -o text:/dev/stdout good.md >>log 2>err
t "/dev/stdout is added to" has_line log first
t "/dev/stdout is written" has_line log "100 good good.md"
"$GRADE" $R -q -o text -o json:/dev/stdout good.md >out 2>err
t "/dev/stdout keeps the order" before out "100 good good.md" '"report": 1,'
"$GRADE" $R -q -o text:/dev/fd/5 good.md 5>five 2>err
t "/dev/fd/5 is written" has_line five "100 good good.md"
"$GRADE" $R -q -o text:/dev/stderr good.md 2>err
t "/dev/stderr is written" has_line err "100 good good.md"
run $R -q -o text:/dev/fd/77 good.md
t "a descriptor that is not open" has err "/dev/fd/77: error: cannot be written: Bad file descriptor [F004]"
