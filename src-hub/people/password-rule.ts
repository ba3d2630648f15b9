/** What everybody tries first; longer words than these do not come up often enough to matter behind a lock-out. */
const COMMON =
  /^(?:0?1234567890?|0987654321|(?:password|пароль|parol|qwertyuiop|qwerty|йцукенгшщз|йцукен|admin|administrator|welcome|tandem)[\d!@#$%.]*)$/iu;

/** Whether a password is a first guess: a common one, one sign over and over, or little more than the person's own name. */
export function isWeakPassword(password: string, person: { readonly login: string; readonly name: string }): boolean {
  const typed = password.normalize("NFC").toLowerCase();
  if (new Set(typed).size < 4 || COMMON.test(typed)) return true;
  const own = [person.login, ...person.name.split(/\s+/)].filter((word) => word.length >= 3);
  return own.some((word) => typed.replaceAll(word.toLowerCase(), "").length < 4);
}
