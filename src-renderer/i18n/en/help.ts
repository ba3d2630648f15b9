export const help = {
  title: "Help",
  caption: "how to work in Tandem",
  search: "What do you want to do",
  articles: "Articles of the help",
  nothing: "The help has nothing on this",
  nothingText: "Try another word, in Russian or English.",
  see: "See also",
  whatToDo: "What to do",
};
