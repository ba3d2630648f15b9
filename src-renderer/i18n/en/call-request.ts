export const callRequest = {
  title: "Call {{number}}?",
  titleExtension: "Call {{number}}, extension {{extension}}?",
  extension: "Tandem dials the extension by itself once the call is answered.",
  fromLink: "The number came by a link from another program. It is called only if you agree.",
  fromMissed: "You missed a call from this number.",
  fromPaste: "A number from the clipboard.",
  fromDrop: "A number dropped into the window.",
  call: "Call",
  cancel: "Cancel",
  badLink: "The link holds no number that can be dialled. Copy the number and type it into “Number to call”.",
  badDrop: "What you dropped is not a whole number. Drop the number alone or type it.",
};
