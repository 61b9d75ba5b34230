/** Who asks, and who gets the answer. */
const SPEAKER = "(?:i|we|(?:my|our|the) (?:boss|client|user|assistant|manager|team))";
const RECEIVER = "(?:me|us|(?:them|(?:the|my|our) \\p{L}+)(?= (?:an?|the|my|our|all|every|some|how|what|which|\\d+)\\b))";
const SHOWING = "(?:tell|show|give|get|list|find|fetch|send|share|name|remind|know|see|check|retrieve|return|pull|look|search|talk to|speak to|help)";
const QUESTION = "(?=(?:who|what|which|whose|where|when|how|if|whether|any|some|the|all|every)\\b)";
/** The answer that a request asks for: "me a quick list of". */
const ANSWER = `(?:(?:${RECEIVER}|up|out|know|see|find|with|to|for|about|on) )*(?:(?:an?|the|quick|short|full) )*(?:(?:(?:mailing )?list|overview|summary|rundown)(?: of)? )?`;

/** What people say before they ask, at the beginning of a question. It is dropped as often as they say it. */
const OPENINGS = [
  "(?:hey|hi|hello|ok|okay|right|sorry|please|quick question|excuse me)(?: there)?[,.:!…–-]+ *",
  `(?:(?:please|pls|just|kindly) )*(?:(?:can|could|would|will) (?:you|we|i|someone) |(?:you|we|i) (?:can|could|would) )(?:(?:please|just|possibly|like to) )*${SHOWING} ${ANSWER}`,
  `(?:(?:please|pls|just|kindly) )*${SHOWING} ${RECEIVER} ${ANSWER}`,
  `(?:please |pls |just )*(?:retrieve|return|pull|display|run|search for|list|find)(?: up| out)? ${ANSWER}(?=\\p{Ll}|\\d)`,
  `(?:do you (?:happen to )?know|any idea|(?:i|we)(?:['’]m| am| was|['’]re)? wonder(?:ing)?) ${QUESTION}(?:if |whether )?`,
  `(?:${SPEAKER}(?:['’](?:d|m|re)| am| are| would)? )?(?:needs?|wants?|(?<=\\S )like|looking|trying|hoping)(?: to (?:know|see|find out|find|get|reach|talk to|speak to|call))?(?: for)? ${ANSWER}(?=\\S)`,
].map((opening) => new RegExp(`^${opening}`, "iu"));

/** The same where no name follows: "so who", but "So Young" and "Oh, Sandra" are people. */
const OPENING_BEFORE_WORDS = /^(?:hey|hi|hello|so|well|ok|okay|right|um|oh|sorry|look|now|please|roughly)(?: there)?[,.:!…–-]* +/i;

const BEGINS_WITH_WORD = /^(?:\p{Ll}|I(?:['’]\p{Ll}+)? )/u;

/** What people say behind their question. */
const ENDING = /[,.\s]+(?:please|pls|plz|thanks|thank you|thx|cheers|if possible|for me)[\s.!?]*$/i;

/** What is said in other words, wherever it stands. */
const INSIDE: readonly (readonly [RegExp, string])[] = [
  [/\bwhoever(?:['’]s| is)\b/gi, "who is"],
  // "Which customers don't we have an e-mail for"
  [/\b(do|does|did|have|has|had|ca|could|should|would|wo|must|are|is|were|was)(n['’]?t) (we|i|they|you|he|she)\b/gi, "$3 $1$2"],
  [/,? (?:limit(?:ed)?(?: to)?:?|(?:give|show)(?: me)?(?: only)?(?: the)? (?:first|top)) (three|five|ten|\d+)(?=\s*$)/giu, ", top $1"],
  [/[,;.:–-] *(?:and |just |tell me )*(?:how many|the (?:count|number|total))(?: there are| only)?[\s.!?]*$/i, ", how many"],
  [/(?<=^|\s)((?:\p{Lu}[\p{L}-]* )*\p{Lu}[\p{L}-]*)['’]s? (?:direct )?reports(?=$|[ ?.!])/gu, "people reporting to $1"],
  [/\b((?:(?:more|less|fewer) than |at (?:least|most) |over |under |above |below )?(?:one|two|three|four|five|\d))[ -]stars?\b/g, "rated $1"],
  [/\b(?:who|which)(?: one)? (?:on|in|from) (?:the|our|my) (?:team|side)\b/gi, "which of us"],
  // "A higher score than 80", "a maximum score of 80", "a budget of 50k minimum"
  [/\b(higher|lower|larger|bigger|smaller|greater) ((?:\p{L}+ ){1,3}?)than (?=[\d$€£])/giu, "$2$1 than "],
  [/\b(more|less|fewer) ((?:\p{L}+ ){1,3}?)than ([$€£]?\d[\d.,]*[km]?)\b/giu, "$1 than $3 $2"],
  [/\b(?:an? )?max(?:imum)? ((?:[\p{L}-]+ ){0,3}?)of (?=[\d$€£])/giu, "$1of at most "],
  [/\b(?:an? )?min(?:imum)? ((?:[\p{L}-]+ ){0,3}?)of (?=[\d$€£])/giu, "$1of at least "],
  [/\bof ([$€£]?\d[\d.,]*k?) minimum\b/giu, "of at least $1"],
  // "My colleague Kenji's leads"
  [/\b(?:my|our) (?:colleague|team-?mate|co-?worker) (?=[A-Z])/g, ""],
  // "Lost contact with" is not "churned".
  [/\b(?:we(?:['’]ve| have)? lost|(?:did|have) we los[et]) (?=(?:touch|contact|track|sight)\b)/gi, "lost "],
];

/**
 * A question without what people say around it: greetings, requests, thanks, and the order of words of a question.
 *
 * @example
 * plainQuestion("hey, could you tell me who runs sales at Acme, please?"); // => "who runs sales at Acme"
 */
export function plainQuestion(question: string): string {
  const said = question.trim();
  const plain = INSIDE.reduce((text, [pattern, meant]) => text.replace(pattern, meant), said);
  const inner = withoutOpenings(plain).replace(ENDING, "").replace(ENDING, "");
  // "Look" alone may be a name.
  return /\p{L}|\d/u.test(inner) ? inner : said;
}

function withoutOpenings(text: string): string {
  const asked = OPENINGS.reduce((rest, opening) => rest.replace(opening, ""), text);
  const words = asked.replace(OPENING_BEFORE_WORDS, "");
  const rest = words !== asked && BEGINS_WITH_WORD.test(words) ? words : asked;
  return rest === text ? text : withoutOpenings(rest);
}
