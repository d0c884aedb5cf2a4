# The command line. cli-help-… is help, the rest is output.
cli-choice = Choices: { $choice }

cli-help = guantong: through-train training, from the enrolment plan to the last certificate
cli-help-examples =
    Examples:
      guantong demo                                  open a synthetic city at work
      guantong plan import annex.xlsx --year 2023    read and reconcile a plan table
      guantong allocate --plan plan.csv --candidates candidates.csv --rules rules.toml --out results.csv
      guantong case run cases                        try the cases
cli-help-demo = Opens a synthetic city that has lived for years: plans, rounds, records, decisions; then its pages
cli-help-demo-examples =
    Examples:
      guantong demo
      guantong demo --fresh --address 127.0.0.1:9000
      guantong demo --today 2024-07-10
cli-help-demo--data = The demonstration's data directory
cli-help-demo--fresh = Throws the demonstration's data away first and starts over
cli-help-demo--address = The address to listen on; on this machine only
cli-help-demo--candidates = How many candidates apply in 2023; in other years fewer, in proportion
cli-help-demo--seed = The seed; the same seed gives the same city
cli-help-demo--from = The first year of admission, 2017 to 2023
cli-help-demo--today = Moves the clock of the demonstration forward to this day, such as 2024-07-10
cli-help-demo--prepare-only = Prepares the data and stops, without serving it
cli-help-init = Makes an empty office
cli-help-init--data = The office's data directory
cli-help-serve = Serves an office's pages
cli-help-serve-examples =
    Examples:
      guantong serve --data guantong-data
      guantong serve --address 127.0.0.1:8443 --tls-certificate chain.pem --tls-key key.pem
cli-help-serve--data = The office's data directory
cli-help-serve--address = The address to listen on; loopback only until accounts exist
cli-help-plan = Enrolment plans
cli-help-plan-import = Reads a plan table, reconciles it, and sets it as the year's plan where nothing is left open
cli-help-plan-import-examples =
    Examples:
      guantong plan import annex.xlsx --year 2023 --check
      guantong plan import annex.xlsx --year 2023 --write-answers answers.toml
      guantong plan import annex.xlsx --year 2023 --answers answers.toml
cli-help-plan-import--file = The table: XLSX, XLS, or CSV as exported
cli-help-plan-import--year = The year of the plan
cli-help-plan-import--answers = Answers to the findings
cli-help-plan-import--write-answers = Writes a file in which the open findings can be answered
cli-help-plan-import--check = Only checks and reports; sets nothing
cli-help-plan-import--by = Who sets the plan
cli-help-plan-import--data = The office's data directory
cli-help-plan-export = Writes a plan that was set
cli-help-plan-export-examples =
    Examples:
      guantong plan export --year 2023 --out plan.xlsx
      guantong plan export --year 2023 > plan.csv
cli-help-plan-export--year = The year of the plan
cli-help-plan-export--out = Where to; the ending .xlsx or .csv chooses the form. Without it CSV goes to standard output
cli-help-plan-export--data = The office's data directory
cli-help-allocate = Allocates from files to a file, without a database
cli-help-allocate-examples =
    Examples:
      guantong allocate --plan plan.csv --candidates candidates.csv --rules rules.toml --out results.csv --cutoffs cutoffs.csv
    Exit codes: 0 done; 2 bad input, nothing written; 3 equal candidates need a meeting, nothing written; 1 a fault such as a full disk
cli-help-allocate--plan = Programmes and places
cli-help-allocate--candidates = Candidates and preferences
cli-help-allocate--rules = The rules of the year
cli-help-allocate--out = Where the results go
cli-help-allocate--cutoffs = Where the cut-offs go
cli-help-allocate--method = How places are given
cli-help-edition = Editions of the notice
cli-help-edition-check = Checks an edition: clauses, parameters, dates, interpretations
cli-help-edition-check--path = The edition's folder; without it the one built in
cli-help-edition-show = Shows an edition, or one of its provisions
cli-help-edition-show-examples =
    Examples:
      guantong edition show
      guantong edition show 3.3.5.c
      guantong edition show parameters
cli-help-edition-show--what = A provision such as 3.3.5.c, or provisions, parameters, interpretations, rulebooks, institutions
cli-help-edition-show--edition = The edition's folder; without it the one built in
cli-help-edition-diff = Compares two editions
cli-help-edition-diff--old = The older edition's folder
cli-help-edition-diff--new = The newer edition's folder
cli-help-case = Cases: what must happen when
cli-help-case-run = Runs case files and folders of them
cli-help-case-run-examples =
    Exit codes: 0 all as expected; 1 some not; 2 a file is wrong
cli-help-case-run--paths = Files or folders
cli-help-serve--passwords = What is asked of passwords: mlps3 or asvs
cli-help--acting = Acts as an account, within what its first role may; without it, as whoever keeps the machine
cli-account-without-role = There is no account { $login } in use with a role
cli-help-account = Accounts
cli-help-account-code = Makes the code of the first run anew, while there are no accounts
cli-help-account-code--data = The office's data directory
cli-help-account-reopen = Makes an account be opened anew by its person, who keeps his roles
cli-help-account-reopen--login = The login
cli-help-account-reopen--data = The office's data directory
cli-account-absent = There is no account { $login }
cli-account-reopened = Code of { $login } (shown this once, good for 7 days): { $code }
cli-help-journal = The journal
cli-help-journal-verify = Follows the chain from the first entry to the last
cli-help-journal-verify--data = The office's data directory
cli-help-completion = Prints a completion script for a shell
cli-help-completion--shell = The shell

cli-no-office = There is no office in { $directory }. Make one first: guantong init --data { $directory }
cli-office-made = An empty office was made: { $directory }
cli-office-there = The office is there already, nothing was changed: { $directory }
cli-serve-at = Pages at { $address }
cli-serve-stop = Ctrl-C stops.
cli-address-taken = The address { $address } is taken. Choose another port with --address, for example --address 127.0.0.1:0 to let the system choose.
cli-accounts-none = There are no accounts yet: open /first-run with the code of the first run and name the three administrators. guantong account code makes another code.
cli-first-run-code = Code of the first run (shown this once, good for 7 days): { $code }
  Start guantong serve and open /first-run to name the three administrators with it.
cli-progress-plan = Importing the plan
cli-progress-candidates = Making candidates
cli-progress-round = { $round }: eligibility, ranking, allocation, proof
cli-progress-records = Opening records
cli-progress-lives = Decisions of all years
cli-progress-forward = Moving the clock forward
cli-demo-accounts = An account of every role, to be entered at a click: { $address }
cli-demo-account = { $role }: login { $login }, password { $password }
cli-demo-astray = Some steps of the demonstration were answered otherwise than planned: { $steps }
cli-demo-unborn = This city is too small; these planned lives befell nobody: { $lives }
cli-demo-reused = Using the demonstration that is there: { $directory } (--fresh starts over)
cli-demo-unfinished = The demonstration was not finished; started over: { $directory }
cli-demo-not-ours = { $directory } holds a real office, not a demonstration; it was left alone. Choose another folder with --data.
cli-demo-figures = { $year }: { $places } places planned, { $admitted } admitted, { $registered } registered, { $absent } did not arrive
cli-journal-good = The journal is whole: { $entries } entries, last digest { $hash }
cli-journal-broken = The journal is not whole: { $what }
cli-plan-set = The plan of { $year } is set: { $programmes } programmes, { $places } places
cli-plan-unchanged = The plan of { $year } is as it was: 0 changes, nothing written
cli-plan-open = { $open } findings are still open, so the plan was not set. --write-answers writes a file in which to answer them; give it back with --answers.
cli-plan-checked = Reconciled: { $programmes } programmes, { $places } places. Checked only, nothing written.
cli-plan-answers-written = The answers file is at { $file }
cli-plan-none = There is no plan of { $year } in { $directory }. Run guantong plan import first.
cli-plan-exported = Written: { $file }
cli-plan-export-ending = The ending of { $file } is not known; it can be .xlsx or .csv.
cli-edition-good = Edition { $id } is sound: { $provisions } provisions, { $parameters } parameters, { $interpretations } interpretations
cli-edition-accepted = Accepted: { $reason }
cli-edition-same = The two editions do not differ
cli-edition-not-found = The edition has no “{ $what }”. It can be a provision such as 3.3.5.c, or provisions, parameters, interpretations, rulebooks, institutions.
cli-file-unreadable = { $file } cannot be read: { $cause }
cli-interrupted = Interrupted; nothing was written.
conflict-stale-version = Somebody else changed this record while you were at it. Open it again and check before you go on.
conflict-sent-before = The same was sent and carried out before; nothing was done twice. Open it again and look.
conflict-candidate-twice = A candidate is on file already; nothing of this batch was written.
conflict-student-twice = This candidate has a record already; no second one was opened.
conflict-draft-changed = Somebody else saved this table while you were at it. Open it again and check before you go on.
conflict-round-over = This round is sealed and cannot be changed.
conflict-plan-in-use = Candidates of { $year } were admitted under the plan in force; it cannot be replaced.
conflict-round-not-proved = This round has not passed its proof and cannot be sealed.
conflict-round-stale = Candidates were entered after this round was run. Run it again, check, and sign then.
conflict-round-not-sealed = This round is not sealed by two people and cannot be published.
conflict-signed-already = One person cannot sign twice; another has to sign.
conflict-earlier-round-open = The round before is not published yet; this one cannot begin.
conflict-no-plan = No plan of { $year } is set yet.
conflict-not-published = This round is not published yet; no records can be opened.
conflict-certificate-number = Another record took that certificate number just now; nothing was written. Do it again and another number is given.
student-approver-is-oneself = A correction is approved by somebody else, not by yourself ({ $approver }). Please give the name of the person who approves it.
student-date-before-last = The date { $date } lies before the last entry ({ $last }). Use that day or a later one.
candidates-too-many-preferences = Candidate { $candidate } names { $count } preferences; at most { $most } are allowed.
candidates-round-stopped = This round has no result: { $cause }
candidates-repeated = Candidate { $candidate } stands twice.
candidates-over-full-marks = Candidate { $candidate } has a total of { $total }, over the full marks of { $full }.
candidates-unknown-programme = Candidate { $candidate } names “{ $programme }”, which is not in the plan of { $year }.
cli-plan-no-office = There is no office in { $directory }, so nothing was written. To set the plan, run guantong init --data { $directory } first and come again.
plan-export-title = Enrolment plan of Beijing’s through-train programmes { $year }
word-plan-state-open = open
word-plan-state-confirmed = confirmed
word-plan-state-answered = answered
word-plan-state-refused = answer cannot be taken
word-plan-state-declined = declined

# What an office holds, and where.
cli-help--database = The office's database on a server of PostgreSQL, postgres://user@host/name; without it, a file in the data directory
cli-help--replica = A replica of that server, from which lists are read
cli-help--evidence = Where files of requests are kept: folder (in the data directory), database, or s3://bucket/prefix; without it, a folder beside a file and the database on a server
cli-help--evidence-endpoint = The address of the service the bucket is of, https://…
cli-help--evidence-region = The region of the bucket
cli-help--evidence-keys = The file with the keys of the bucket: the key's name on the first line, its secret on the second; without it, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are read
cli-help-state = What an office holds
cli-help-state-digest = Prints the digest of all an office holds: the same on every database that holds the same
cli-help-state-digest--json = As JSON, each table by itself
cli-help-state-digest--data = The office's data directory
cli-help-move = Moves a whole office to another database and proves that it arrived; the one it came from stays as it is
cli-help-move-examples =
    Examples:
      guantong move --to postgres://guantong@db.example/office
      guantong --database postgres://guantong@db.example/office move --to another-data
cli-help-move--to = Where to: postgres://user@host/name, or a data directory; there must be nothing yet
cli-help-move--data = The office's data directory
cli-help-evidence = Files of requests: where they are kept
cli-help-evidence-move = Carries every file to another place; broken off, it goes on when it is run again, and the place they came from stays as it is
cli-help-evidence-move-examples =
    Examples:
      guantong evidence move --to s3://office/evidence --evidence-endpoint https://s3.example --evidence-keys s3.keys
      guantong --evidence s3://office/evidence evidence move --to folder
cli-help-evidence-move--to = Where to: folder, database, or s3://bucket/prefix
cli-help-evidence-move--data = The office's data directory
cli-help-evidence-sweep = Takes away what was put there more than a day ago and belongs to no request or record of cooperation; only where no other office keeps its files in the same place
cli-help-evidence-sweep--data = The office's data directory
cli-evidence-unreadable = “{ $value }” is no place for files: folder, database, or s3://bucket/prefix
cli-evidence-no-keys = The keys of the bucket are missing: name a file with --evidence-keys (the key's name on the first line, its secret on the second), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
cli-evidence-without-s3 = This program was built without buckets: build it with --features s3, or keep files in a folder or in the database
cli-evidence-no-shelf = Files stand in the database: there is nothing to sweep
cli-evidence-moved = { $moved } files carried to { $to }, { $there } were there already. From now on run the program with --evidence { $to }; what was given in meanwhile is carried by the same command, run again.
cli-evidence-swept = { $swept } objects that belonged to no request or record of cooperation were taken away
cli-state-digest =
    State: { $digest }
      records and personal data: { $record }
      accounts and the trail:    { $access }
cli-moved = The office was moved to { $place }; its digest is the same there: { $digest }
cli-move-not-empty = { $place } holds something already. An office is moved only into an empty database; nothing was written.
cli-keys-differ = { $file } holds other keys than the office. Without its own keys an office cannot read its sealed numbers; choose another directory.
cli-help-verify = Proves all that must hold of an office, and that its projections are what the journal makes of them
cli-help-verify--json = As JSON
cli-help-verify--data = The office's data directory
cli-help-journal-rebuild = Makes the projections of all records again from the journal, and puts right what differs
cli-help-journal-rebuild--data = The office's data directory
cli-help-backup = Writes a backup of an office at work, in one file that is proved; the office's keys are not in it
cli-help-backup-examples =
    Examples:
      guantong backup --to /srv/backup
      guantong restore /srv/backup/guantong-20260901T020000-000000.sqlite --data restored
cli-help-backup--to = The directory to write it into
cli-help-backup--data = The office's data directory
cli-help-restore = Puts a backup into an empty place and proves that it arrived
cli-help-restore--file = The backup: the file that ends in .sqlite, with its .json beside it
cli-help-restore--data = The data directory to restore into
cli-verify-line = { $check }: { $examined } looked at, { $broken ->
    [0] all hold
   *[other] { $broken } do not hold
  }
cli-verify-rebuild = Projections made again from the journal: { $broken ->
    [0] the same
   *[other] { $broken } rows differ
  }
cli-verify-finding = Does not hold: { $check }, { $object }: { $found }
cli-verify-good = Everything holds.
cli-verify-broken = Not everything holds; see above. Records are decided from the journal: where only projections differ, `guantong journal rebuild` puts them right.
cli-rebuild-too-much = { $table } { $key }: stands there, though the journal knows nothing of it
cli-rebuild-otherwise = { $table } { $key }: stands there otherwise than the journal says
cli-rebuild-missing = { $table } { $key }: is missing, though the journal knows it
cli-rebuild-same = The projections are what the journal makes of them; nothing was changed.
cli-rebuild-done = The projections were made again from the journal.
cli-rebuild-failed = { $tables } could not be put in place; nothing was changed
cli-backup-done = The backup was written and proved: { $file }, { $entries } entries, digest { $digest }. Keep the office's keys (office.key) apart from it.
cli-restored = Restored to { $place }: { $entries } entries, digest { $digest }
cli-restored-without-keys = { $directory } holds no office.key yet. Put the office's own there before it is opened: without it sealed numbers and second factors cannot be read.
cli-restore-altered = { $file } is not what was written: its digest should be { $expected } and is { $found }. Nothing was restored; take another backup.
cli-restore-not-empty = The place to restore into is not empty. A backup is put only into an empty place; nothing was written.
word-check-journal = The journal's chain
word-check-trail = The chain of the trail
word-check-plan = Plans as they were set
word-check-document = Files by their digest
word-check-paper = Papers of requests and files of records of cooperation by their digest
word-check-cooperation = records of cooperation agree with their last entries
word-check-examination = examinations agree with their steps
word-check-training = training programmes against their steps
word-check-round = Rounds, run again
word-check-trial = trial runs
word-check-person = People by the journal's commitment
word-check-floor = Score floor at entry
word-check-one-registration = One open registration
word-check-registration = Registration by track and stage
word-check-stage = No stage skipped
word-check-transfer = One transfer
cli-database-unreachable = The database { $place } cannot be opened: { $why }. See that the server runs, that address and name are right, and that the user may create tables in it; an empty database is made with: createdb --encoding UTF8 NAME
cli-help-doctor = Looks at how an office is, and says what can be done where something is not good
cli-help-doctor--backups = The directory of the backups
cli-help-doctor--json = As JSON
cli-help-doctor--data = The office's data directory
cli-help-doctor--edition = The folder of an edition to look at; without it the one built in
cli-help-doctor--suppose = Supposes a measure of the machine, to try what an alarm does: sqlite=VERSION or free=MIB
cli-help-health = Asks a server at work whether it is ready, and prints what is not; for containers and scripts
cli-help-health--operations = The address given to serve --operations
cli-help-serve--operations = An address of this machine to be asked whether the server lives (/live) and is ready (/ready), and for figures (/metrics)
cli-help-serve--backup-to = A directory to write backups into while the office is at work; each is restored to try it
cli-help-serve--backup-every = How many hours from one backup to the next
cli-help-serve--backup-keep = How many backups stay
cli-serve-operations = Those who keep the server ask at { $address }live, { $address }ready, { $address }metrics
cli-serve-operations-beyond = { $address } is not of this machine. Figures and readiness are told on this machine only, such as at 127.0.0.1:8621; whoever collects them runs here or comes through a tunnel.
cli-backup-tried = A backup was written and restored to try it: { $file }
cli-doctor-good = good: { $check }
cli-doctor-bad = not good: { $check }: { $found }. { $way }
cli-doctor-no-backups = Backups were not looked at: name their directory with --backups.
cli-doctor-suppose-unreadable = { $value } cannot be supposed. Write sqlite=3.40.1, or free=100 for 100 MiB.
word-health-database = the database can be written
word-health-schema = the schema is this program's
word-health-replica = the replica keeps up
word-health-disk = there is room on the disk
word-health-clock = the clock goes on from the last entry
word-health-directory = the data directory can be written
word-health-permissions = keys and database are their owner's alone
word-health-log = the write-ahead log is folded in
word-health-time-zone = Beijing's time zone is known
word-health-edition = the edition is whole
word-health-journal = the journal's chain
word-health-trail = the trail's chain
word-health-projections = projections are what the journal makes of them
word-health-plan = plans are as they were set
word-health-documents = every file is there and whole
word-health-papers = every paper of a request is there and whole
word-health-rounds = rounds give the same, run again
word-health-records = records are lawful
word-health-identities = one identity number, one person
word-health-certificates = certificate numbers without a gap
word-health-backup = there is a backup
word-health-backup-age = the newest backup is fresh
word-health-backup-tried = a backup was restored not long ago
word-health-sqlite = the SQLite built in is good for records
word-health-files = every file belongs to something
word-health-shelf = the place of request files can be reached
word-health-shelf-left = every file there belongs to a request or a record of cooperation
word-health-way-database = See that the disk has room and the database's server runs; nothing was written meanwhile.
word-health-way-schema = Run the program whose schema it is: a newer database needs the newer program; an older one is brought up to date when it is opened.
word-health-way-replica = See why replication lags; until then read without --replica.
word-health-way-disk = Make room, or move the data directory to a larger disk.
word-health-way-clock = Set the machine's clock by a time server before anything is written.
word-health-way-directory = Give the user that runs the program the right to write there.
word-health-way-permissions = chmod 600 office.key; chmod 640 the database.
word-health-way-log = End programs that hold the database open for long; restarting the server folds the log in.
word-health-way-time-zone = Install the package tzdata.
word-health-way-edition = Run `guantong edition check`.
word-health-way-journal = Stop the server, keep the file as it is, and restore the newest backup whose journal is whole.
word-health-way-trail = Keep the file as it is: somebody wrote past the program. Tell whoever audits.
word-health-way-projections = Run `guantong journal rebuild`.
word-health-way-plan = Compare with the plan's entry in the journal; restore from a backup where rows were changed.
word-health-way-documents = Restore the file from a backup.
word-health-way-papers = Put the file back under its name from a backup; where files were kept elsewhere before, carry them with `guantong evidence move`, or run with the --evidence they are at.
word-health-way-rounds = Nothing may be published from it: compare candidates and plan with a backup.
word-health-way-records = `guantong verify` names every record; each is put right by a correction with an approver.
word-health-way-identities = Find out whose number it is and correct the other's.
word-health-way-certificates = Look for the missing number before another is given.
word-health-way-backup = Run `guantong backup --to DIR`, or serve with --backup-to.
word-health-way-backup-age = See why the server's backups stopped; write one now with `guantong backup`.
word-health-way-backup-tried = Restore one into an empty directory with `guantong restore`, or serve with --backup-to.
word-health-way-sqlite = Run a program that was built with a newer SQLite; until then nothing is written by this one.
word-health-way-files = A draft that was replaced or put away left it, or somebody wrote past the program: look what it is; after a backup its row of the table document may be removed.
word-health-way-shelf = See that the folder can be written, or that the bucket, its address and its keys are right; until then files can neither be given in nor opened, all else goes on.
word-health-way-shelf-left = A server that died between putting a file and writing its row left it. Where no other office keeps its files there: `guantong evidence sweep`.
