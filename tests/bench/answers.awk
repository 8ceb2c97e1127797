# Writes answers as lines for grade stream: of some 6 kB each, no two the same.
#   awk -v number=1000000 -v bytes=6000 -f answers.awk
BEGIN {
  sentences = split("How many events a second do we expect?|" \
    "We upsert by event id, so that a rerun changes nothing.|" \
    "The raw files land in object storage, partitioned by event date.|" \
    "Late data is reprocessed for three days, then it is dropped and counted.|" \
    "A nightly job compacts small files.|The dashboard may be ten minutes behind.|" \
    "The team meets on Tuesdays, and lunch is at noon.|" \
    "If freshness matters less than cost, I would batch by the hour.", text, "|")
  for (n = 1; n <= number; ++n) {
    answer = "Answer " n "."
    for (i = n; length(answer) < bytes; i = i * 7 + 3) {
      i %= 1000003
      answer = answer " " text[i % sentences + 1]
    }
    printf "{\"id\": %d, \"answer\": \"%s\"}\n", n, answer
  }
}
