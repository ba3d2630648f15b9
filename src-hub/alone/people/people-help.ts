/** What `npm run hub -- people --help` prints. */
export const PEOPLE_HELP = `npm run hub -- people COMMAND: looks after the people of a hub that runs, over its API, as an administrator.

Who asks is taken from the environment, else asked for on the terminal, else read from standard input, a line each
(login, password, code when the hub wants one). Never from an argument: every user of a machine can read those.
  TANDEM_HUB_URL        where the hub is. Default: http://127.0.0.1:7480. Anything but this machine needs https.
  TANDEM_LOGIN          the administrator's login.
  TANDEM_PASSWORD       the password; or in a file named by TANDEM_PASSWORD_FILE.
  TANDEM_CODE           a code of the authenticator app, or a recovery code.
  TANDEM_NEW_PASSWORD   for "password" alone; or in a file named by TANDEM_NEW_PASSWORD_FILE.

  list [WORDS]                     everybody, or whom the words fit: login, name, role, extension, how they stand
  show LOGIN                       one person with groups, skills and queues
  add LOGIN --name NAME [PLACE]    takes a person in; the password is made, and printed this once
  change LOGIN [--name NAME] [PLACE]
                                   changes what is named, leaves the rest
  role LOGIN ROLE                  operator, supervisor or administrator
  block LOGIN, unblock LOGIN       lets in no more (sessions and links end, a talk goes on), or again
  reset-password LOGIN             makes a new password, printed this once; the person has to choose another
  totp-off LOGIN                   asks for no codes any more: the phone is lost
  clear-lock LOGIN                 forgets wrong passwords: the login may be tried at once
  sign-out-everywhere LOGIN        ends all sessions and links of a person
  remove LOGIN                     takes a person out of the team, for good
  import FILE [--apply]            people of a table (CSV); without --apply it only says what would happen
  password                         chooses another password of one's own: what a made password asks for first
  first-administrator LOGIN --name NAME [--extension NUMBER]
                                   before the hub runs: gives its database (the same variables as the hub's) the
                                   first administrator, and prints the password. An empty database gets the team of
                                   HUB_TEAM_FILE, else one with a single queue. Refused once there is an administrator.

  PLACE: --role ROLE, --extension NUMBER or none, --groups A,B, --skills en:7,returns:3, --queues support,orders
         (an empty value takes all away)
  --json prints what the hub answered, for programs.

Ends with 0: done; 1: refused, with the reason in a sentence; 2: the command is not right; 3: not signed in, or not an
administrator; 69: no hub answers.
`;
