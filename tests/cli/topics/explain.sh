# grade explain.

run explain $R process.idempotency good.md
t "status 0" status_is 0
t "tells what was found" has out "merge on"
t "nothing on standard error" empty err
run explain $R anti.tools_first poor.txt
t "a penalty is explained" has out "Kafka"
run explain process.idempotency good.md
t "the built-in rubric" status_is 0
run explain $R process.idempotenc good.md
t "an unknown criterion: status 2" status_is 2
t "an unknown criterion: hint" has err "did you mean process.idempotency?"
run explain $R process.idempotency missing.md
t "a missing file: status 2" status_is 2
run explain $R process.idempotency
t "a missing argument: status 2" status_is 2
run_with good.md explain $R process.idempotency -
t "standard input" has out "merge on"
printf 'We upsert \033[31m, a rerun is fine.\n' >evil.md
run explain $R process.idempotency evil.md
t "no escape reaches the terminal" lacks out "$ESC"
