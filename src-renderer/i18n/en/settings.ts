export const settings = {
  search: "Find a setting",
  found_one: "{{count}} setting found",
  found_other: "{{count}} settings found",
  nothing: "There is no such setting",
  nothingText: "Try another word, such as “volume” or “password”.",
  chooseMicrophone: "Choose a microphone",
  noise: "Remove noise",
  chooseHeadphones: "Choose headphones",
  testHeadphones: "Test the headphones",
  volume: "Ring volume",
};
