/* A small rubric that uses every construct of the language at least once, and an
 * answer in which nearly all of it is found. */
#ifndef LIBGRADE_TESTS_COMPLETE_RUBRIC_H
#define LIBGRADE_TESTS_COMPLETE_RUBRIC_H

static const char complete_rubric[] =
    "rubric: complete\n"
    "format: 1\n"
    "version: 1.2.3\n"
    "title: Everything once\n"
    "language: en\n"
    "include: [more.yaml]\n"
    "concepts:\n"
    "  run_again: [rerun~, \"re-?run~\", \"run~ (it )?(twice|again)\", replay\\w*]\n"
    "  unchanged: [\"same (result|rows?|answer)\", \"no duplicates?\", changes nothing]\n"
    "  keyed_write: [\"merge~ on {identifier}\", upsert~, insert overwrite]\n"
    "  idempotent: {any: [idempotent, idempotency], typos: 1, unless: [idempotent matri(x|ces)]}\n"
    "  late: [late (data|events), \"how late\", \"{duration} late\", \"late\\\\w* .{0,9}row\"]\n"
    "  bound: [\"{comparison} {duration}\", \"after <2> {duration}\", \"up to {number}\"]\n"
    "  tool: [kafka, flink, spark, airflow, dbt]\n"
    "  both: [\"{late}\", \"{bound}\"]\n"
    "  decision: [main decision, gives? up]\n"
    "signals:\n"
    "  harmless: run_again near unchanged\n"
    "  ordered: run_again then unchanged within 12 words\n"
    "  policy: {find: late near bound within 2 sentences, unless: tool within 3 words,\n"
    "           note: a remark}\n"
    "  asked_late: asked(late)\n"
    "  early: late before keyed_write\n"
    "  behind: keyed_write after late\n"
    "  ending: decision in closing\n"
    "  titled: keyed_write under headed(late)\n"
    "  clean: late not in code\n"
    "  apart: tool unless inside decision unless followed by late unless preceded by bound\n"
    "  q_one: tool in list\n"
    "  q_two: tool in first 40%\n"
    "  q_three: tool in last 3 sentences\n"
    "sections:\n"
    "- id: process\n"
    "  title: Processing\n"
    "  criteria:\n"
    "  - id: process.rerun\n"
    "    title: Reruns are harmless\n"
    "    points: {1: 1.5, 2: 5}\n"
    "    levels:\n"
    "      2: harmless or ordered or keyed_write near run_again within 2 sentences\n"
    "      1: any(keyed_write) or idempotent\n"
    "    topic: run_again or keyed_write or idempotent\n"
    "    at_most: [{level: 1, when: denied(keyed_write), because: \"It is denied.\"}]\n"
    "    gaps:\n"
    "    - {when: idempotent, needs: keyed_write, within: 3 sentences, at_most: 1,\n"
    "       says: \"No key is named.\"}\n"
    "    listed: false\n"
    "    advice: {0: \"Say which key.\", 1: \"Say what a second run does.\"}\n"
    "    probe: How do you find duplicates?\n"
    "    tests:\n"
    "      2: [\"The load is a MERGE on event_id, so replaying Tuesday changes nothing.\"]\n"
    "      1: [\"We upsert every batch.\", {text: \"We upsert rows.\", prompt: \"Load it.\"}]\n"
    "      0: [\"We never replay anything.\"]\n"
    "  - id: process.late\n"
    "    title: Late data\n"
    "    points: 3\n"
    "    levels:\n"
    "      3: policy and (asked_late or early or behind)\n"
    "      2:\n"
    "        weigh:\n"
    "          window: 2 sentences\n"
    "          at: 1.0\n"
    "          needs: late\n"
    "          terms: {late: 0.5, bound: 0.4, hypothetical(late): -0.3}\n"
    "          groups: [{at_most: 0.5, terms: {tool: 0.3, keyed_write: 0.4}}]\n"
    "      1: both and not titled or clean\n"
    "    advice: Give the bound.\n"
    "    probe: How late is late?\n"
    "    tests: {0: [\"Nothing here.\"]}\n"
    "  - id: process.tools\n"
    "    title: Tools\n"
    "    points: 2\n"
    "    levels:\n"
    "      2: 2 distinct tool within 3 sentences or 2..3 of q_*\n"
    "      1: 50% of (tool, late, apart) or all of (tool, ending) or none of (tool, late)\n"
    "    advice: Name tools.\n"
    "    probe: Why these?\n"
    "penalties:\n"
    "- id: anti.dump\n"
    "  title: A list of tools\n"
    "  points: -2\n"
    "  when: 4 distinct tool within 1 sentence\n"
    "  advice: Drop the list.\n"
    "  tests: {1: [\"Kafka, Spark, Flink, dbt.\"], 0: [\"We use Kafka.\"]}\n"
    "caps:\n"
    "- {band: low, when: not late, because: \"Late data is not mentioned.\"}\n"
    "bands:\n"
    "- {name: high, at: 60}\n"
    "- {name: low, at: 0}\n"
    "design: {when: \"any of (keyed_write, tool, late)\", because: \"No design.\"}\n";

static const char complete_include[] = "concepts:\n"
                                       "  extra: [quarantine~, hold~ back]\n"
                                       "sections:\n"
                                       "- id: quality\n"
                                       "  title: Quality\n"
                                       "  criteria:\n"
                                       "  - id: quality.action\n"
                                       "    title: Bad rows are held back\n"
                                       "    points: 1\n"
                                       "    levels: {2: extra and process.late >= 1, 1: extra}\n"
                                       "    advice: Say what happens.\n"
                                       "    probe: Who is told?\n"
                                       "    tests: {1: [\"We quarantine bad rows.\"]}\n";

static const char complete_answer[] =
    "# Late events\n\n"
    "I'd want to know how late events can arrive. Events come by Kafka. Late data is kept for up\n"
    "to 3 days; after at most 15 minutes late events go to a side table.\n\n"
    "- Spark merges on event_id, so rerunning it changes nothing.\n"
    "- Bad rows are quarantined.\n\n"
    "```sql\nMERGE INTO clicks USING late_rows ON event_id\n```\n\n"
    "Jobs are idempotant. We do not upsert. Some would add Flink.\n\n"
    "To sum up, the main decision was files over a broker, which gives up seconds.\n";

/* An lgr_source_reader for the one include. */
static inline int complete_read(void *context, const char *name, const char **bytes,
                                size_t *length) {
  (void)context;
  if (strcmp(name, "more.yaml") != 0) {
    return 1;
  }
  *bytes = complete_include;
  *length = sizeof complete_include - 1;
  return 0;
}

#endif
