export const failures = {
  serverUnreachable: "The server does not answer. Check the address, the port and the network.",
  unknownHost: "There is no such server: its name was not found. Check the address.",
  connectionRefused: "The server is there, but nobody answers on this port. Check the port.",
  certificateNotTrusted:
    "The server’s certificate cannot be trusted: its issuer is unknown. If that is your company, add its certificate.",
  certificateOtherHost: "The server’s certificate was issued for another name. Check the address.",
  certificateExpired:
    "The server’s certificate has expired or is not valid yet. Check this computer’s clock or tell the administrator.",
  noTls: "There is no encryption on this port. Another port is needed, or a ws:// address.",
  notSip: "The server answered, but not in SIP. Check the port and the path, usually /ws.",
  proxyUnreachable: "The proxy does not answer. Check its address and port.",
  proxyPassword: "The proxy did not accept the login and password.",
  proxyRefused: "The proxy does not let through to this server. Tell the network administrator.",
  flowDead: "The connection to the server broke off.",
  noAnswer: "The server is connected but does not answer the sign-in.",
  wrongPassword: "The server did not accept the login or the password.",
  forbidden: "The server forbade the sign-in. Check login and password; the account may be open on too many devices.",
  unknownUser: "The server does not know this login. Check login and domain.",
  serverRefused: "The server refused. Try again later or tell the administrator.",
};
