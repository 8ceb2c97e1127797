# The same bytes from run to run, folder to folder and locale to locale.

for format in text json jsonl; do
  run $R -v -f $format good.md fair.md capped.md poor.txt recipe.md
  cp out first.out
  run $R -v -f $format good.md fair.md capped.md poor.txt recipe.md
  t "$format: the same bytes twice" same out first.out
  run_env COLUMNS=200 $R -v -f $format good.md fair.md capped.md poor.txt recipe.md
  t "$format: COLUMNS changes nothing in a pipe" same out first.out
  for locale in de_DE.UTF-8 tr_TR.UTF-8 C.UTF-8; do
    name=$(echo "$locale" | sed 's/UTF-8/utf8/')
    if locale -a 2>/dev/null | grep -qxi -e "$locale" -e "$name"; then
      run_env "LC_ALL=$locale" $R -v -f $format good.md fair.md capped.md poor.txt recipe.md
      t "$format: the same bytes in $locale" same out first.out
    else
      skip "$format: the same bytes in $locale" "the locale is not installed"
    fi
  done
done
