/** Every word the widget itself says. What the clinic says comes from the server. */

export const words = {
  heading: "Ask a question",
  greeting: "Hello. What would you like to know?",
  safety:
    "Automated assistant: information from the clinic's articles, not medical advice. " +
    "Not for emergencies: in an emergency call your local emergency number (e.g. 999, 112, 911).",
  privacy: "Privacy notice",

  you: "You: ",
  assistant: "Assistant: ",
  urgent: "Urgent: ",
  urgentMessage: "Urgent message",
  earlier: "Earlier: ",
  readInArticle: "Read it in the article",
  newTab: " (opens in a new tab)",
  looking: "Looking for an answer",

  input: "Your question",
  send: "Send",
  close: "Close",
  conversation: "Conversation",
  startersLabel: "Questions to start with",

  person: "Talk to a person",
  personMessage: "I would like to talk to a person",
  book: "Book",
  bookMessage: "I would like to book",
  delete: "Delete this conversation",

  /** @param {number} days */
  keep: (days) =>
    `The clinic may keep my questions, without names and numbers, for ${days} ${days === 1 ? "day" : "days"} ` +
    "to improve this assistant. Please don't include personal details.",

  deleted: "This conversation has been deleted. Everything tied to it was erased.",
  nothingToDelete: "This page has been cleared. There was no conversation on the server to delete.",
  notDeleted: "The conversation could not be deleted.",

  tooLong: "Please keep your message to 1,000 characters.",
  tryAgain: "Try again",
  unreachable: "The assistant could not be reached. Please check your connection.",
  timedOut: "The answer is taking too long.",
  failed: "Something went wrong and there is no answer.",
};
