#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "message.h"
#include "support.h"

int open_session(cli_session *session, const char *rubric) {
  memset(session, 0, sizeof *session);
  const int status = need_rubric(rubric, &session->rubric);
  if (status != STATUS_DONE) {
    return status;
  }
  lgr_status made = lgr_diagnostics_new(&session->run, NULL);
  if (made == LGR_OK) {
    made = lgr_grader_new(&session->grader, session->rubric.rubric, NULL);
  }
  return made == LGR_OK ? STATUS_DONE : usage_error(NULL, "%s", lgr_status_text(made));
}

void close_session(cli_session *session) {
  lgr_grader_free(session->grader);
  lgr_diagnostics_free(session->run);
  free_rubric(&session->rubric);
}

lgr_answer answer_of(const file_bytes *file, const char *path, const char *prompt) {
  lgr_answer answer;
  memset(&answer, 0, sizeof answer);
  answer.size = sizeof answer;
  answer.text = file->data;
  answer.length = file->length;
  answer.name = strcmp(path, "-") == 0 ? STANDARD_INPUT : path;
  answer.prompt = prompt;
  return answer;
}

lgr_result *grade_file(cli_session *session, const char *path, const char *prompt) {
  file_bytes file;
  if (!read_file(path, session->run, &file)) {
    return NULL;
  }
  const lgr_answer answer = answer_of(&file, path, prompt);
  lgr_result *result = NULL;
  const lgr_status status = lgr_grade(&result, session->grader, &answer);
  if (status != LGR_OK) {
    report_error(session->run, answer.name, CODE_NOT_GRADED, NULL, "cannot be graded: %s",
                 lgr_status_text(status));
  }
  free(file.data);
  return result;
}

char *read_prompt(const char *path, lgr_diagnostics *run) {
  file_bytes file;
  if (!read_file(path, run, &file)) {
    return NULL;
  }
  for (size_t i = 0; i < file.length; ++i) {
    if (file.data[i] == '\0') {
      file.data[i] = ' ';
    }
  }
  return file.data;
}
