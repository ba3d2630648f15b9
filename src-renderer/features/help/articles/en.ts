import type { HelpBook } from "../article.ts";

/** The help in English, as data. */
export const enBook: HelpBook = {
  "first-day": {
    title: "Your first day: where to begin",
    words: "start newcomer training shift begin",
    blocks: [
      "Tandem is one window for the whole shift. On the left are your talks, the queue and the phone, in the middle what you are busy with, on the right the customer card.",
      {
        steps: [
          "Put your headset on and open the connection check: click the indicator at the top of the window. It takes ten seconds.",
          "Choose “Call me” in the menu with your initials: a training customer calls through the queue, like a real one.",
          "Choose the status “Online” at the top. From then on contacts come in.",
        ],
      },
      "The window shows itself: “Show me around” on the screen between calls, or among the commands.",
      "Every action is in the list of commands: Ctrl K and the first letters of a word.",
    ],
    see: ["answer", "readiness", "keys"],
  },
  answer: {
    title: "Answer a call",
    words: "incoming accept decline ringing card not now reject",
    blocks: [
      "A call appears in the phone at the bottom left, beside the number field, and as a card over other programs. It does not disturb your typing: the focus stays where you write.",
      {
        list: [
          "“Answer”: the talk begins. If you are talking already, the first customer is put on hold.",
          "“Not now”: the call goes to a colleague. Several refusals in a row set the status “Not ready”.",
          "In some queues you choose yourself: “Take” stands beside those you can take.",
          "Nothing pressed: when the time is up, the call goes on and counts as missed.",
        ],
      },
      { keys: [["Ctrl Shift A", "answer from any program"]] },
      "For the first half second the card takes no clicks, so that a slipped click neither answers nor refuses a customer.",
    ],
    see: ["talk", "missed"],
  },
  talk: {
    title: "In a talk: microphone, hold, end",
    words: "mute hold tones dtmf keypad hang up recording quality three conference",
    blocks: [
      "The bar of the talk is dark while you are on air, and amber and hatched while the customer is on hold. The meters show whether you and the customer can be heard.",
      {
        keys: [
          ["M", "turn the microphone off or on"],
          ["H", "hold the customer, or come back"],
          ["K", "keypad: dial an extension or answer a menu"],
          ["T", "transfer the talk"],
          ["A", "talk with three, when there is a second talk"],
          ["Shift Esc", "end the talk"],
        ],
      },
      "Inside a field the same letters work with Alt. Reloading the window does not break the talk: the call lives apart from it.",
      "When the line gets worse, the reason stands in words below the bar: your network, the customer's side, or a busy computer.",
    ],
    see: ["transfer", "no-sound", "keys"],
  },
  transfer: {
    title: "Transfer a call",
    words: "colleague queue consult ask take back pass on",
    blocks: [
      {
        steps: [
          "Press T or “Transfer”. A list of colleagues opens and shows who is free.",
          "Write a few words to the colleague: they arrive together with the call.",
          "Choose to ask first, to pass on at once, or a queue.",
        ],
      },
      {
        list: [
          "Asking first: the customer waits on hold, you talk to the colleague, then connect them or come back.",
          "At once: the customer goes to the colleague. Until the colleague answers, you can take the call back.",
          "To a queue: the customer waits for a free operator of that queue.",
        ],
      },
      "If the colleague is busy or does not answer, the customer comes back to you by themselves, and the window says why.",
    ],
    see: ["talk"],
  },
  "wrap-up": {
    title: "Wrap-up: write down the result",
    words: "after call work note time topic result finish",
    blocks: [
      "After a talk there is time to write it up: topic, result, next step and a note. All of it saves itself; there is nothing to press.",
      {
        keys: [
          ["/", "find a topic: arrows walk the list, Enter ticks"],
          ["Alt 1…4", "result"],
          ["E", "more time, where the rules of the group allow it"],
          ["Ctrl Enter", "finish and take the next contact"],
        ],
      },
      "Where the team made a field obligatory, “required” stands beside it: while it is empty, Finish shows what is missing.",
      "When the time is up, nothing that was written is lost. Note, topic and result can be completed later: open History and the row of that talk.",
      "To go on a break after the contact, choose it beforehand at the top: the status waits and changes by itself.",
    ],
    see: ["status", "search"],
  },
  text: {
    title: "Write with a customer",
    words: "chat message telegram file picture photo attachment pass on colleague draft read history",
    blocks: [
      "A conversation that is offered stands in “Mine” with “Accept” and the time it has to be accepted in. You may have several at once: each has a draft of its own, and none is lost.",
      {
        list: [
          "Enter sends, Shift Enter begins a new line, “/” opens the quick replies.",
          "A file can be chosen by the clip, pasted, or dropped into the window. What the channel does not take is said at once.",
          "A customer's picture is seen in the conversation; click it to look closer and to save it.",
          "Ctrl F looks through the whole conversation.",
          "“Transfer” gives the conversation to a colleague or a queue: with the topic, a note and your draft.",
          "“Finish” ends the contact. It can be read again in the history.",
        ],
      },
      "Without the link to the server write on: messages go when the link is back. Until then they carry a clock.",
    ],
    see: ["replies", "transfer", "no-link"],
  },
  replies: {
    title: "Quick replies",
    words: "template canned slash command conversation chat insert variable",
    blocks: [
      "In a conversation type “/” at the start of a word: ready texts open above the field. Type on, and those that fit stay: command, title and text are searched.",
      {
        list: [
          "↑ and ↓ choose, Enter or Tab inserts, Esc closes.",
          "The customer's name, your name, queue, channel, date and time fill themselves in.",
          "What Tandem does not know stays in double braces. Write your own in their place: while they are there, the message does not go.",
          "Your own replies are added in “Settings” → “Quick replies”. A supervisor adds those of a queue and of the team.",
        ],
      },
      "Quick replies work without the server too.",
    ],
    see: ["keys", "no-link"],
  },
  script: {
    title: "Scripts",
    words: "prompt block answer objection scheme jump talk",
    blocks: [
      "A script opens with the talk where there is one for its queue. What to say stands large; the customer's name and what was written down fill themselves in.",
      {
        list: [
          "1…9 choose what the customer says or go on, Backspace goes back, O shows the objections. With the caret in a field, digits and O work with Alt.",
          "Objections may be read at any moment: the place in the script stays.",
          "The buttons above: go to any block, choose another script, see what is known of the contact.",
          "A yellow time means that the block takes longer than usual.",
          "After a transfer the colleague goes on from the same block.",
        ],
      },
      "A script works without the server too, outlives a restart, and does not change in the middle of a talk.",
    ],
    see: ["talk", "transfer", "keys"],
  },
  missed: {
    title: "Missed calls and call-backs",
    words: "call back missed order dropped unanswered",
    blocks: [
      "Missed calls are a red number at History, and stand in the notifications. In History the switch “Missed” shows them, and whether a colleague has talked to the customer since.",
      {
        list: [
          "A talk that broke off waits on the Queue screen until you call back or take it away.",
          "An order of a call-back comes to the queue as a contact: the customer asked to be called at a time that suits them.",
          "If the customer changed their mind, the order can be cancelled with a reason.",
        ],
      },
    ],
    see: ["answer", "search"],
  },
  search: {
    title: "Find a contact",
    words: "history search filter phone name messages",
    blocks: [
      "Open History (Ctrl 2) and type a name, a part of a number, words of a note or of messages. Word endings and a small typo in a name do not matter.",
      "Inside an open conversation search by Ctrl F: Enter leads to earlier messages, Shift+Enter to later ones.",
      "The search works offline too: it looks through what is on this computer, and says since when the data may be old.",
    ],
    see: ["missed"],
  },
  status: {
    title: "Statuses and breaks",
    words: "online lunch pause do not disturb not ready limit shift",
    blocks: [
      {
        list: [
          "“Online”: contacts come in.",
          "A break with a reason: no contacts. If the reason has a limit, the time left stands beside it.",
          "“Do not disturb”: new calls are declined for the time you chose.",
          "“Not ready”: set by the system, because calls were missed or the connection was lost. Check your audio and go back online.",
          "“Offline”: the shift is over, no contacts come in.",
        ],
      },
      "During a talk a new status waits for its end. If there is no place for a break, it says who is on one now and until when.",
      { keys: [["Ctrl Shift S", "open the choice of the status"]] },
    ],
    see: ["wrap-up"],
  },
  readiness: {
    title: "What the readiness light says",
    words: "light green red amber ready connection check indicator",
    blocks: [
      "The light stands at the top beside the status and speaks in words. Green is only what was proved: the phone is registered, the centre answers, the microphone is heard.",
      {
        list: [
          "Green, “Ready for calls”: everything was proved.",
          "Amber: something is still connecting or not proved. Usually it passes within seconds.",
          "Red: a call will not come, or the customer will not hear you. The words beside it say what it is.",
        ],
      },
      "Click the light: phone, link to the centre and sound are shown apart. The connection check is there too.",
    ],
    see: ["no-sound", "no-link", "phone-down"],
  },
  "no-sound": {
    title: "The customer or you cannot be heard",
    words: "sound gone silence microphone headphones volume mute echo audio",
    blocks: [
      "In a talk Tandem notices silence by itself and reconnects the audio. Wait a few seconds: the talk goes on meanwhile.",
      {
        steps: [
          "Look at the meters in the bar of the talk: do “You” and “Customer” move?",
          "“You” stands still: check the switch and the cable of the headset, press M. If the system has turned the microphone off, the light says so.",
          "“Customer” stands still: ask whether the customer hears you; perhaps they are on mute.",
          "Open Settings → Sound: the first connected device of the list is the one in use. Move the right one to the top.",
          "After the talk run the connection check: it listens to the microphone and plays three notes.",
        ],
      },
      "If the sound does not come back, say goodbye and call again: the number stays in History.",
    ],
    see: ["headset", "readiness", "report"],
  },
  headset: {
    title: "The headset and its buttons",
    words: "headphones jabra usb bluetooth button answer control unplugged",
    blocks: [
      "The headset can be unplugged and plugged in during a talk: the sound moves to the next device and comes back by itself, and the window says where to.",
      {
        steps: [
          "Connect the headset by cable or USB adapter.",
          "Open Settings → Sound → Headset and allow control.",
          "Check the buttons. A button nobody knows can be shown what it does.",
        ],
      },
      "If the buttons do nothing, another program often holds them, Teams or Zoom for example. Close it.",
    ],
    see: ["no-sound"],
  },
  "no-link": {
    title: "No connection to the centre",
    words: "server offline network vpn internet disconnected data old",
    blocks: [
      "Tandem reconnects by itself and says for how long there has been no connection. There is nothing to do.",
      {
        list: [
          "A talk goes on.",
          "Notes and changes of status are kept, and sent when the connection is back.",
          "History and search work with what is on this computer.",
        ],
      },
      "If it lasts longer than a minute, check the cable or Wi-Fi and the VPN. If colleagues are connected and you are not, send a report to IT.",
    ],
    see: ["phone-down", "report"],
  },
  "phone-down": {
    title: "The phone is not ready",
    words: "registration sip password no calls phone server",
    blocks: [
      "Calls come in only while the phone is registered at the server. The reason stands in the light at the top.",
      {
        list: [
          "No answer, or the connection broke: Tandem tries again by itself, and the time to the next try is shown.",
          "The password was not accepted: check login and password in Settings → Accounts.",
          "Refused: this does not pass by itself, tell the administrator.",
          "You work on another computer: move the work here, if you sit here.",
        ],
      },
    ],
    see: ["no-link", "readiness"],
  },
  keys: {
    title: "Work with the keyboard",
    words: "hotkeys shortcuts mouse commands palette",
    blocks: [
      "Whatever the mouse does, keys do too. The whole list opens by “?”, and Ctrl K opens the commands with a search. The layout does not matter: the place of the key counts.",
      {
        keys: [
          ["Ctrl K", "commands"],
          ["F6", "next part of the window, with Shift the previous"],
          ["Alt ↑ ↓", "next or previous talk"],
          ["Ctrl 1", "queue"],
          ["Ctrl 2", "history"],
          ["Ctrl D", "dial a number"],
          ["F1", "help, while there is no talk"],
        ],
      },
      "The keys that work in any program are chosen in Settings → Keys.",
    ],
    see: ["talk"],
  },
  notices: {
    title: "Notifications",
    words: "bell messages toast news shift",
    blocks: [
      "The bell at the top keeps all that Tandem told you in this shift. The number is what you have not seen yet.",
      "In a talk only what concerns the talk is shown; the rest waits in the bell. What is wrong now stands at the top, and moves down when it has passed.",
      "Names of customers in notifications are not written to the disk: when Tandem is closed, the list is empty.",
    ],
    see: ["readiness"],
  },
  report: {
    title: "Report a problem",
    words: "report it department diagnostics error log support",
    blocks: [
      {
        steps: [
          "Open the menu with your initials and choose to report a problem.",
          "Tandem saves a file and opens its folder.",
          "Send the file to IT and write what you were doing and when.",
        ],
      },
      "There are no names and numbers in the file: only versions, the state of connection and sound, and the log of the program.",
    ],
    see: ["no-sound"],
  },
};
