/** Every word the widget itself says. What the clinic says comes from the server. */

export const words = {
  heading: "Ask a question",
  greeting: "Hello. What would you like to know?",
  safety:
    "Automated assistant quoting the clinic's articles. Information only, not medical advice. " +
    "In an emergency call your local emergency number.",

  you: "You: ",
  assistant: "Assistant: ",
  urgent: "Urgent",
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
  deleteShort: "Delete",
  deleteRest: " this conversation",

  deleted: "This conversation has been deleted.",
  nothingToDelete: "This page has been cleared. There was no conversation on the server to delete.",
  notDeleted: "The conversation could not be deleted.",

  tooLong: "Please keep your message to 1,000 characters.",
  tryAgain: "Try again",
  unreachable: "The assistant could not be reached. Please check your connection.",
  timedOut: "The answer is taking too long.",
  failed: "Something went wrong and there is no answer.",
};
