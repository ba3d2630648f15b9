/** Windows code signing by Azure Trusted Signing; its credentials themselves are read by electron-builder (AZURE_*). */
const azureSettings = {
  publisherName: "TANDEM_SIGN_PUBLISHER",
  endpoint: "TANDEM_SIGN_ENDPOINT",
  codeSigningAccountName: "TANDEM_SIGN_ACCOUNT",
  certificateProfileName: "TANDEM_SIGN_PROFILE",
};

/** The signing part of the configuration, when the environment names all of it; half of it is a mistake. */
export function signingOptions(environment) {
  const given = Object.entries(azureSettings).filter(([, variable]) => environment[variable]);
  if (given.length === 0) return [];
  const missing = Object.values(azureSettings).filter((variable) => !environment[variable]);
  if (missing.length > 0) throw new Error(`signing needs ${missing.join(", ")} too`);
  return [
    ...given.map(([key, variable]) => `-c.win.azureSignOptions.${key}=${environment[variable]}`),
    "-c.win.forceCodeSigning=true",
  ];
}
