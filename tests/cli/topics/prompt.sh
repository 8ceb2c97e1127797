# Words taken from the question do not count.

cat >question.md <<'END'
Our job must survive a rerun. Small files are compacted every night by the platform team and you need not care.
END
cat >echo.md <<'END'
> Our job must survive a rerun. Small files are compacted every night by the platform team and you need not care.

The volume is high. We upsert every batch.
END
cat >copied.md <<'END'
The volume is high. We upsert every batch.

Small files are compacted every night by the platform team and you need not care.
END
run $R -f json copied.md
t "without the prompt the copied words count" has out '"score": 65,'
run $R -f json --prompt question.md copied.md
t "with the prompt they do not" has out '"score": 35,'
t "status 0" status_is 0
run $R -f json -p question.md echo.md
t "a quoted prompt does not count" has out '"score": 35,'
run $R --prompt nothing.md good.md
t "a missing prompt is status 2" status_is 2
t "a missing prompt is named" has err "nothing.md: error: cannot be read: No such file or directory [F001]"
t "a missing prompt grades nothing" empty out

# An answer that repeats its prompt is told that, not only that it is no design.
run --prompt "$SOURCE/examples/answers/medium.md" "$SOURCE/examples/answers/medium.md"
t "a repeated prompt is the reason" has out "% of the text repeats the prompt"
t "... and the rubric's reason stands behind it" has out "NOT A DESIGN"
run --prompt question.md "$SOURCE/examples/answers/medium.md"
t "another prompt is not" lacks out "repeats the prompt"
