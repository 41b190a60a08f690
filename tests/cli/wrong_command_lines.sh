# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Wrong command lines as a new user types them: each is refused with what was found, what was expected and what to type. One row of this table
# for each: exit status, the sentence, the arguments.

K=$DATA/kosovo-killings-1999.csv
F=$(make_file forms.csv <<<$'police,shelter,form,year,count\n1,0,labour,2017,10\n0,1,labour,2017,9\n1,1,sexual,2018,5\n1,0,sexual,2018,6\n0,1,sexual,2018,8\n1,1,labour,2018,3')
n_tried=0

wrong() { # status sentence argument...
  expect_exit "$1" "${@:3}"
  expect_stdout_empty
  expect_equal "$(tail -n 1 "$STDERR")" "darkfigure: $2"
  n_tried=$((n_tried + 1))
}

wrong 2 "fit needs a FILE ('-' for standard input)" fit
wrong 2 "FILE is empty ('-' for standard input)" fit ''
wrong 2 "'$F' is a file and no command; 'darkfigure fit $F' estimates from it, 'darkfigure describe $F' says what is in it" "$F"
wrong 2 "unknown command 'estimate'; see 'darkfigure --help'" estimate "$F"
wrong 2 "unknown command 'Fit'; did you mean 'fit'?" Fit "$F"
wrong 2 "fit takes one FILE, and '$F' is one more than 'fit'; several names of one option are a single word, A,B, and --link KEY links a file for each list" fit fit "$F"
wrong 2 "fit takes one FILE, and '$F' is one more than '$F'; several names of one option are a single word, A,B, and --link KEY links a file for each list" fit "$F" "$F"
wrong 2 "fit takes one FILE, and '$F' is one more than 'shelter'; several names of one option are a single word, A,B, and --link KEY links a file for each list" fit --lists police shelter "$F"
wrong 2 "'nofile.csv' is no command, and there is no file of that name; see 'darkfigure --help'" nofile.csv
wrong 2 "'$F' is a file and no command; 'darkfigure study check $F' says what it asks for" study "$F"
wrong 2 "unknown command 'chekc'; did you mean 'check'?" study chekc x.yaml
wrong 2 "study run needs a STUDY ('-' for standard input)" study run
wrong 2 "study merge needs OUT and the STOREs" study merge
wrong 2 "study query needs a STORE and a query in SQL" study query x.db
wrong 2 "unknown command 'fti'; did you mean 'fit'?" help fti
wrong 2 "help takes one COMMAND, and 'models' is one more" help fit models
wrong 2 "unknown option '-v'; see 'darkfigure --help'" -v
wrong 2 "unknown option '-help'; did you mean '--help'?" fit -help
wrong 2 "unknown option '-x'; see 'darkfigure fit --help'" fit -x "$F"
wrong 2 "unknown option '--help-me'; see 'darkfigure fit --help'" fit --help-me
wrong 2 "$F: there is no column 'POLICE' (--drop-list); did you mean 'police'?" fit --drop-list POLICE "$F"
wrong 2 "$K: there is no column 'exh' (--drop-list); did you mean 'EXH'?" fit --drop-list exh "$K"
wrong 2 "$K: there is no column 'exh' (--drop-list); did you mean 'EXH'?" fit --drop-list exh,aba "$K"
wrong 2 "unknown option '--drop-lists'; did you mean '--drop-list'?" fit --drop-lists police "$F"
wrong 2 "$F: every list is dropped (--drop-list)" fit --drop-list police,shelter "$F"
wrong 2 "$F: there is no column 'nobody' (--drop-list); there are police, shelter, form, year, count" fit --drop-list nobody "$F"
wrong 2 "option '--max-order': '0' is not a whole number from 1 to 16" fit --max-order 0 "$K"
wrong 2 "option '--max-order': '17' is not a whole number from 1 to 16" fit --max-order 17 "$K"
wrong 2 "unknown method 'Chapman'; did you mean 'chapman'?" fit --method Chapman "$F"
wrong 2 "method chapman takes at most 2 lists and the table has 4; --lists names those to use, and see --drop-list and --merge-lists" fit --method chapman "$K"
wrong 2 "unknown method 'petersens'; did you mean 'petersen'?" fit --method petersens "$F"
wrong 2 "unknown method 'lincoln index'; see 'darkfigure methods'" fit --method 'lincoln index' "$F"
wrong 2 "model '12,3' does not begin with '['; write it as '[12,3]' or '[A*B,C]'" fit --model 12,3 "$K"
wrong 2 "model 'independence' does not begin with '['; write it as '[12,3]' or '[A*B,C]'" fit --model independence "$K"
wrong 2 "model '[1,5]': there is no list '1', and a place is a digit from 1 to 4" fit --model '[1,5]' "$K"
wrong 2 "model '[12]' says nothing of list HRW (list 4); add it on its own" fit --model '[12]' "$K"
wrong 2 "model '[aba,exh]': there is no list 'aba'; did you mean 'ABA'?" fit --model '[aba,exh]' "$K"
wrong 2 "options '--model' and '--method bic' exclude each other: bic chooses models itself" fit --model '[12,3,4]' --method bic "$K"
wrong 2 "$F: there is no column 'Form' (--by); did you mean 'form'?" fit --by Form "$F"
wrong 2 "$F: there is no column 'nothing' (--by); there are police, shelter, form, year, count" fit --by nothing "$F"
wrong 2 "'form:labour' is not COLUMN=VALUE (--where)" fit --where form:labour "$F"
wrong 2 "$F: there is no column 'form ' (--where); did you mean 'form'?" fit --where 'form =labour' "$F"
wrong 2 "option '--expect' names values of a category, so it needs '--by'" fit --expect form=x "$F"
wrong 3 "$F:2:3: a word is not 0 or 1 (list form); --by form takes it for a category of people" fit --lists form,police "$F"
wrong 3 "$F:2:3: a word is not a whole number of people (column form); write it in digits alone" fit --count form "$F"
wrong 2 "$F: there is no column 'n' (--count); there are police, shelter, form, year, count" fit --count n "$F"
wrong 2 "'police+shelter' is not NEW=A+B (--merge-lists)" fit --merge-lists police+shelter "$F"
wrong 2 "'x=police' is not NEW=A+B (--merge-lists)" fit --merge-lists x=police "$F"
wrong 2 "$F: there is no column 'Shelter' (--merge-lists); did you mean 'shelter'?" fit --merge-lists x=police+Shelter "$F"
wrong 2 "option '--level': '95' is not a number between 0 and 1, such as 0.95" fit --level 95 "$F"
wrong 2 "option '--level': '95%' is not a number between 0 and 1, such as 0.95" fit --level 95% "$F"
wrong 2 "option '--replicates': '1e4' is not a whole number from 0 to 100000000" fit --replicates 1e4 "$F"
wrong 2 "option '--replicates': '1,000' is not a whole number from 0 to 100000000" fit --replicates 1,000 "$F"
wrong 2 "option '--seed': 'x' is not a whole number from 0 to 18446744073709551615" fit --seed x "$F"
wrong 2 "option '--threads': '0' is not a whole number from 1 to 1024" fit --threads 0 "$F"
wrong 2 "option '--interval bca' needs replicates, and there are none with '--replicates 0'" fit --interval bca --replicates 0 "$F"
wrong 2 "option '--interval': 'bootstrap' is not percentile, bca, log-normal, exact, profile, mata-aic, mata-bic, credible or mixture" fit --interval bootstrap "$F"
wrong 2 "method chapman has no interval of type profile; it has: percentile, bca, log-normal, exact; methods that have one: independence, fixed, bic, stepwise, downhill, saturated, m0, mt, mh-chao, mh-poisson, mh-darroch, mh-gamma, mth-chao, mth-poisson, mth-darroch, mth-gamma" fit --interval profile --replicates 0 "$F"
wrong 2 "--set p is not of the form OPTION=VALUE" fit --set p "$F"
wrong 2 "--set p=0.05: method chapman has no option 'p'" fit --set p=0.05 "$F"
wrong 2 "--set criterion=BIC: 'BIC' is none of bic|aic" fit --set criterion=BIC --method bic "$K"
wrong 2 "there is no encoding 'utf8x' (--encoding); usual ones are cp1252, latin1, UTF-16 and UTF-8" fit --encoding utf8x "$F"
wrong 2 "option '--delimiter': '|' is not ',', ';', 'tab' or 'blank'" fit --delimiter '|' "$F"
wrong 2 "option '--format': 'docx' is not table, csv, json, md or xlsx" fit --format docx "$F"
wrong 2 "option '--format': 'JSON' is not table, csv, json, md or xlsx; did you mean 'json'?" fit --format JSON "$F"
wrong 2 "$F: the output would overwrite the input" fit -o "$F" "$F"
wrong 4 ".: cannot write: is a directory" fit -o . "$F"
wrong 2 "fit --link needs a NAME=FILE for each list" fit --link id
wrong 2 "$F: there is no column 'id' (--link); FILE:COLUMN names that of one file" fit --link id "$F"
wrong 2 "fit --link needs a NAME=FILE for each list" fit --link ID=F
wrong 2 "option '--conflict' is about rows of one person, so it needs '--link' or '--long'" fit --conflict first "$F"
wrong 2 "$F: there are 2 lists, not 18 as --occasions says" fit --occasions 18 "$F"
wrong 2 "option '--occasions': '100' is not a whole number from 2 to 64" fit --occasions 100 "$F"
wrong 2 "--covariates are those of people who were captured several times, so they need --count-of-captures" fit --covariates form "$F"
wrong 3 "$F:2:3: a word is not a history of captures in 0 and 1 (column form)" fit --history form "$F"
wrong 2 "--yes and --no are given together: --no is missing" fit --yes 1 "$F"
wrong 2 "'1' is a word of --yes and of --no" fit --yes 1 --no 1 "$F"
wrong 2 "option '--odds-ratio': 'police:shelter' is not two lists and a number above 0, such as A:B=2" fit --odds-ratio police:shelter "$F"
wrong 2 "interaction 'police-shelter': there is no list 'police-shelter'; write it as A:B" fit --odds-ratio police-shelter=2 "$F"
wrong 2 "interaction '12': there is no list '12'; write it as A:B" fit --force 12 "$F"
wrong 2 "option '--hashes' is about JSON, so it needs '--format json'" fit --hashes "$F"
wrong 2 "option '--csv-safe' is about CSV, so it needs '--format csv'" fit --csv-safe "$F"
wrong 2 "option '--progress': 'yes' is not auto, always or never" fit --progress yes "$F"
wrong 2 "option '--quiet' takes no value" fit --quiet=1 "$F"
wrong 2 "unknown option '--top'; see 'darkfigure fit --help'" fit --top 3 "$F"
wrong 2 "$F: there is no column 'zz' (--ignore); there are police, shelter, form, year, count" fit --ignore zz "$F"
wrong 2 "$F:Sheet1: no workbook, so that there is no sheet 'Sheet1'" fit "$F:Sheet1"
wrong 2 "option '--by' goes with '--joint' here: other models are ranked for one table, which --where chooses" models --by form "$F"
wrong 2 "unknown option '--by'; see 'darkfigure check --help'" check --by form "$F"
wrong 2 "method chao ranks no models" models --method chao "$K"
wrong 2 "check needs a model, such as --model '[12,3]'" check "$K"
wrong 2 "unknown option '--method'; see 'darkfigure check --help'" check --method bic "$K"
wrong 2 "unknown option '--method'; see 'darkfigure describe --help'" describe --method bic "$F"
wrong 2 "$F: the output would overwrite the input" convert -o "$F" "$F"
wrong 2 "unknown option '--format'; see 'darkfigure convert --help'" convert --format csv "$F"
wrong 2 "unknown option '--method'; see 'darkfigure methods --help'" methods --method bic "$F"
wrong 2 "option '--level' takes one level here" sensitivity --level 0.9,0.95 "$F"
wrong 2 "simulate takes no FILE but --spec FILE, and '$F' is one" simulate "$F"
wrong 3 "$F:1: no column 'people' that says how many people each stratum has" simulate --spec "$F"

[ "$n_tried" -ge 90 ] || fail "only $n_tried command lines were tried"

# More than the table has is no mistake, but is told: four lists have interactions of up to three.
expect_exit 0 fit --replicates 0 --max-order 9 "$K"
expect_stderr_contains 'note: --max-order 9 is more than 4 lists have: models have interactions of up to 3 lists'
cp "$STDOUT" "$WORK/nine"
expect_exit 0 fit --replicates 0 --max-order 3 "$K"
expect_stderr_lacks max-order
diff <(grep -v max-order "$WORK/nine") <(grep -v max-order "$STDOUT") || fail 'another answer'
expect_exit 0 fit -q --replicates 0 --max-order 9 "$K"
expect_stderr_empty

# What is proposed can be typed.
expect_exit 2 "$F"
[[ $(tail -n 1 "$STDERR") =~ \'darkfigure\ (fit\ [^\']*)\' ]] || fail 'no command is proposed'
read -ra words <<<"${BASH_REMATCH[1]}"
expect_exit 0 "${words[@]}" --replicates 0
