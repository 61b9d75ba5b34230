/** Who asks, and who gets the answer. */
const OTHERS = "(?:the|my|our) (?:user|client|assistant|boss|manager|colleague|(?:sales )?team|director)";
const SPEAKER = `(?:i|we|${OTHERS})`;
// "Show my boss the leads", but not "show the manager of Maja" and "show them by region"
const RECEIVER = `(?:me|us|(?:them|${OTHERS})(?= (?:an?|the|my|our|all|every|some|how|what|which|\\d+)\\b))`;

/** Adverbs of a request. */
const POLITELY = "(?:(?:please|pls|plz|just|kindly|maybe|possibly|quickly|also|really|only) )*";
/** Verbs of a request to somebody: "tell me", "pull up". */
const SHOWING =
  "(?:tell|show|give|get|list|find|fetch|send|retrieve|return|pull|talk to|speak to|get hold of|hand|share|name|remind|help|let|know|see|check|identify|summari[sz]e)";
const REPORTING =
  "(?:retrieve|return|(?:pull|bring|look|dig|draw)(?: up| out| together)?|run|display|compile|generate|produce|select|search(?: for)?|look(?:ing)? for)";
/** The answer that a request asks for, and its receiver: "me a quick list of". */
const ANSWER = `(?:(?:${RECEIVER}|up|out|know|see|find|again|through|of|on|about|with|to|down) )*(?:(?:a|an|the|quick|short|brief|full|complete) )*(?:(?:leaderboard|rundown|(?:mailing |call |invite |contact )?list|overview|summary|run through|round up|report|details|info|information)(?: of| on| about| for)? )?`;
const QUESTION = "(?=(?:who|what|which|whose|where|when|how|if|whether|any|some|the|all|every)\\b)";

/** What people say before they ask, at the beginning of a question. It is dropped as often as they say it. */
const OPENINGS = [
  `(?:hey|hi|hello|hiya|ok|okay|right|sorry|please|cheers|quick question|quick one|good morning|by the way|excuse me|alright)(?: there| mate)?[,.:!…–-]+ *`,
  `${POLITELY}(?:(?:can|could|would|will) (?:you|we|i|some(?:one|body))|(?:you|we|i) (?:can|could|would)) ${POLITELY}(?:be able to |mind |like to )?(?:${SHOWING}|${REPORTING})(?:ing)? ${ANSWER}`,
  `${POLITELY}${SHOWING} ${RECEIVER} ${ANSWER}`,
  `${POLITELY}${REPORTING} ${ANSWER}(?=\\p{Ll}|\\d)`,
  `(?:do|would|might) you (?:happen to )?(?:know|remember|recall|have any idea) ${QUESTION}(?:if |whether )?`,
  `(?:any|no) (?:idea|clue) (?:of |on |about )?${QUESTION}(?:if |whether )?`,
  `(?:i|we) (?:(?:was|am|are|were|m|just) )*wonder(?:ing)? ${QUESTION}(?:(?:if|whether) )?`,
  // "Love Andersson" is a name.
  `(?:${SPEAKER}(?:['’](?:d|m|re|ve))? |(?!(?:love|like|got|after|\\w+s|ask\\w*) ))(?:(?:am|are|is|would|was|have|has|had|really|just|also) )*(?:needs?|wants?|likes?|love|trying|looking|hoping|got|after|ask(?:s|ed|ing)?)(?: to (?:know|see|find out|find|get hold of|get in touch with|get|have|check|figure out|reach|talk to|talk with|speak to|speak with|call|ring|ask|look at))?(?: for| after| with)? ${ANSWER}(?=\\S)`,
  `(?:what|who) (?:i|we) (?:need|want)(?: to know)? (?:is|are) `,
  // "Prepare me for a meeting with", "I have a call tomorrow with"
  `${POLITELY}(?:(?:prep|prepare|brief|ready) (?:me|us) (?:for|on|about) |(?:i|we) have |(?:i|we)['’]ve got )(?:(?:a|an|the|my|our|next|upcoming) )*(?:meeting|call|demo|visit|lunch) (?:(?:today|tomorrow|next week) )?(?:with|at) `,
  "who (?:can|could|might) help (?:me|us) (?:out )?(?:with|on) ",
  "how come (?=we |there |so )",
].map((opening) => new RegExp(`^${opening}`, "iu"));

/** The same where no name follows: "so who", but "So Young" and "Oh, Sandra" are people. */
const OPENING_BEFORE_WORDS =
  /^(?:hey|hi|hello|hiya|so|well|ok|okay|right|um+|uh+|er+|hmm+|oh|sorry|look|listen|now|please|cheers|alright|roughly)(?: there| mate)?[,.:!…–-]* +/i;

const BEGINS_WITH_WORD = /^(?:\p{Ll}|I(?:['’]\p{Ll}+)? )/u;

/** What people say behind their question. */
const ENDINGS = [
  String.raw`[,.\s]+(?:please|pls|plz|thanks(?: a lot)?|thank you|thx|cheers|(?:would|could|can|will) you|if (?:you can|you could|possible|you don['’]?t mind)|for me|by any chance|(?:on|from) our (?:side|end))[\s.!?]*$`,
  String.raw`[,;.]\s*(?:which|who)(?: ones?)? are (?:they|those|these)[\s.!?]*$`,
  String.raw`[,;.]\s*(?:it )?doesn['’]?t matter (?:who|where|which)[\s.!?]*$`,
  String.raw`[,;.]\s*(?:get|give|show|list|send) me (?:those|them|these)[\s.!?]*$`,
  String.raw`(?<=\p{L}s)\s+(?:overview|summary|rundown|report|details|info|information)[\s.!?]*$`,
].map((ending) => new RegExp(ending, "iu"));

/** What is said in other words, wherever it stands. */
const INSIDE: readonly (readonly [RegExp, string])[] = [
  [/\bwhoever(?:['’]s| is)\b/gi, "who is"],
  [/\bwhoever\b/gi, "who"],
  // "Which customers don't we have an e-mail for"
  [/\b(do|does|did|have|has|had|ca|could|should|would|wo|must|are|is|were|was)(n['’]?t) (we|i|they|you|he|she)\b/gi, "$3 $1$2"],
  [
    /,? (?:(?:and )?(?:give|show|list)(?: me)? (?:only |just )?(?:the )?(?:first |top )?|limit(?:ed)?(?: to)?:? )(three|five|ten|\d+)(?=\s*$)/giu,
    ", top $1",
  ],
  [
    /[,;.:–-] *(?:and |please,? )*(?:just |only )?(?:(?:tell|give|show) me )?(?:just |only )?(?:how many|the (?:count|number|total))(?: there are| only)?[\s.!?]*$/i,
    ", how many",
  ],
  // "Who can I ring in Lagos? I need a phone number"
  [/[,;.?!] *(?:i|we) (?:only |just )?(?:need|want) (?:(?:someone|people|one|those|them) )?(?:with )?(?=an? )/gi, " with "],
  [/(?<=^|\s)((?:\p{Lu}[\p{L}-]* )*\p{Lu}[\p{L}-]*)['’]s? (?:direct )?reports(?=$|[ ?.!])/gu, "people reporting to $1"],
  [/\b((?:(?:more|less|fewer) than |at (?:least|most) |over |under |above |below )?(?:one|two|three|four|five|\d))[ -]stars?\b/g, "rated $1"],
  [/(?<=,) say,? (?=top|the|\d)/gi, " "],
  [/\b(?:who|which)(?: one)? (?:on|in|from) (?:the|our|my) (?:team|side)\b/gi, "which of us"],
  // "A higher score than 80", "a maximum score of 80", "a budget of 50k minimum"
  [/\b(higher|lower|larger|bigger|smaller|greater) ((?:\p{L}+ ){1,3}?)than (?=[\d$€£])/giu, "$2$1 than "],
  [/\b(more|less|fewer) ((?:\p{L}+ ){1,3}?)than ([$€£]?\d[\d.,]*[km]?)\b/giu, "$1 than $3 $2"],
  [/\b(?:an? )?max(?:imum)? ((?:[\p{L}-]+ ){0,3}?)of (?=[\d$€£])/giu, "$1of at most "],
  [/\b(?:an? )?min(?:imum)? ((?:[\p{L}-]+ ){0,3}?)of (?=[\d$€£])/giu, "$1of at least "],
  [/\bof ([$€£]?\d[\d.,]*k?) (?:minimum|or so at least)\b/giu, "of at least $1"],
  // "Remove everyone without a phone from the list of leads", "drop the leads and give me everyone else in EMEA"
  [/^(?:remove|drop|exclude|leave out|skip|ignore|take) (.+?) (?:out of|from) (?:the|my|our|this) list (?:of )?(.+)$/iu, "$2 except $1"],
  [
    /^(?:remove|drop|exclude|leave out|skip|ignore) (.+?) and (?:give|show|list|get|send) (?:me |us )?(?:everyone|everybody|all|the (?:rest|others))(?: else)?(.*)$/iu,
    "everyone$2 except $1",
  ],
  // "My colleague Kenji's leads"
  [/\b(?:my|our) (?:colleague|team-?mate|co-?worker) (?=[A-Z])/g, ""],
  // "Lost contact with" is not "churned".
  [/\b(?:we(?:['’]ve| have)? lost|(?:did|have) we los[et]) (?=(?:touch|contact|track|sight)\b)/gi, "lost "],
  // "Over at Acme", but not "a call back in March"
  [/(?<=\p{L} )over (?=(?:at|in) (?:the )?\p{Lu})/gu, ""],
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
  const inner = withoutAny(ENDINGS, withoutOpenings(plain));
  // "Look" alone may be a name.
  return /\p{L}|\d/u.test(inner) ? inner : said;
}

function withoutOpenings(text: string): string {
  const asked = withoutAny(OPENINGS, text);
  const rest = asked.replace(OPENING_BEFORE_WORDS, "");
  return rest !== asked && BEGINS_WITH_WORD.test(rest) ? withoutOpenings(rest) : asked;
}

function withoutAny(patterns: readonly RegExp[], text: string): string {
  const shorter = patterns.reduce((rest, pattern) => rest.replace(pattern, ""), text);
  return shorter === text ? text : withoutAny(patterns, shorter);
}
