import { getOrInsert } from "../maps.ts";
import { fold } from "./fold.ts";

/**
 * First names of the same person, one group per line. Our own list: those on npm are years old, generated, or so
 * generous that Ron is Veronica. A name that is short for several names is in several lines. The first name of a line
 * and those with a capital are names of their own, which two siblings may have. The others are only short forms.
 */
const GROUPS = `
abigail abby gail
abraham abe bram
agnieszka aga
albert al bert albie
alexander alex alec sasha xander lex Sander Alejandro Alessandro
alexandra alex sasha Sandra Alexa lexi
alfred alf alfie fred
alice ali
allison alison ali allie
amanda mandy
andrew andy drew Andreas Andre
angela angie
anna Ann Anne annie Anya
anthony tony Antonio Anton toni
antonia toni
arthur art artie
barbara barb babs barbie
beatrice bea trixie Beatriz
benjamin ben benny benji
bernard bernie Bernhard
bradley brad
calvin cal
cameron cam
catherine Katherine Kathryn kate katie kathy kathi cathy cat kit Katharina katja
charles charlie chuck chas Karl Carl Carlos
charlotte charlie lottie lotte
chiamaka amaka
christian chris
christina tina chris chrissy Christine
christopher chris topher kit Kristof
cynthia cindy
daniel dan danny
david dave davey
deborah deb debbie debra
dennis denny
dominic dom nic
donald don donnie
dorothy dot dottie dolly
douglas doug
edward ed eddie ted teddy ned Eduardo
eleanor ellie nell Nora
elizabeth liz lizzie beth betty Eliza elsie Lisa libby bess Elisabeth
emily em emmy
eric rick Erik
ernest ernie
eugene gene
evelyn Eve evie
fernanda nanda
frances fran franny
francis Frank fran Francisco Francesco Francois Franz
franklin frank
franziska franzi
frederick fred freddie fritz Friedrich Federico
gabriel gabe
gabriella gabby Gabrielle
gerald gerry jerry
gerard gerry
gordon gord
gregory greg Gregor Grzegorz
harold harry hal
harrison harry
helena Lena Helen nell
henry harry hank hal Heinrich Enrique
ian iain
ignacio nacho Inaki
isabella bella izzy Isabel belle
jackson jack
jacob jake Jakob Jakub
jacqueline jackie
james jim jimmy jamie jem
janet jan
jason jay
jeffrey jeff geoff geoffrey
jennifer jen jenny
jeremy jem jerry
jerome jerry
jessica jess jessie
joanna jo Joan Joanne asia
johannes Hans jo
john jack johnny jon Ian Juan Jan Johan Johann Hans Joao Giovanni
jonathan jon jonny John Nathan
joseph joe joey jo Jose Josef Giuseppe pepe
josephine jo Josie
joshua josh
judith judy
julia jules Julie
julian Jules
katarzyna kasia
kenneth ken kenny
kimberly kim kimberley
laurence larry Lawrence laurie Lars
leonard leo len lenny Leonardo
leopold leo
lewis lew Louis Luis
louis lou louie Luis Ludwig
louise lou
lucas Luke Luca Lukas Lukasz
lucia Lucy
madeline maddie
magdalena magda Lena
malgorzata gosia
manuel manny
margaret maggie meg peggy marge margie Greta grete Rita Daisy madge
maria Mary Marie Mia
marcus Marc Mark Markus Marco
martin marty
martha Marta
mary Molly polly may
matthew matt matty Mathew Mateo Matheo Matthias
maximilian max
maxwell max
megan meg
melissa mel missy
michael mike mick mickey Michal Miguel Michel Mikael misha
michelle shelly
mitchell mitch
mohammed mo mohamed muhammad
nancy nan
natalie nat Natasha
nathaniel nate nat Nathan
nicholas nick nicky nic nico Nicolas Klaus
nicole nicky nic nikki
oliver ollie olly
olivia liv livvy
oscar ozzy
pamela pam
patricia pat patty trish tricia
patrick pat paddy
pawel Paul
peter pete Piotr Pedro Pierre
philip phil pip
priscilla cilla
rachel rach
raymond ray
rebecca becky becca bec
reginald reggie reg
richard rick dick rich ricky richie Ricardo
robert bob rob bobby robbie bert Roberto Robin
roberta bobbie Robin
roderick rod roddy
roger rodge
ronald ron ronnie
rosemary Rose rosie
russell russ
samantha sam sammy
samuel sam sammy
sandra sandy
sarah Sally Sara sadie
sebastian seb bastian basti
siddharth sid
sophia Sophie Sofia Zofia
stanley stan
stephanie steph stephie
stephen steve Steven stevie Stefan Esteban Etienne
susan sue susie suzy Susanne
sylvia Sylvie
terence terry
teresa terry tess tessa Theresa
theodore ted teddy theo
thiago tiago
thomas tom tommy Tomas Tomasz
timothy tim timmy
tobias tobi toby
valentina val tina
valerie val
veronica ronnie Vera
victor vic Viktor
victoria vicky tori vic
vikram vik
vincent vince vinny
vinicius vini
virginia ginny
walter walt wally
wilhelm willi
william will bill billy willy Liam Guillermo Guillaume Wilhelm
winifred winnie
wojciech wojtek
zachary zach zack zak
zoe zoey
`;

const related = new Map<string, Set<string>>();
const fullNames = new Map<string, Set<string>>();
const given = new Set<string>();
for (const line of GROUPS.trim().split("\n")) {
  const [full = "", ...short] = line.toLowerCase().split(" ");
  given.add(full);
  for (const own of line.match(/(?<= )[A-Z]\w*/g) ?? []) given.add(own.toLowerCase());
  for (const name of short) {
    getOrInsert(related, name, () => new Set()).add(full);
    getOrInsert(related, full, () => new Set()).add(name);
    getOrInsert(fullNames, name, () => new Set()).add(full);
  }
}

/**
 * Other first names of the same person, for a folded name: longer and shorter forms.
 *
 * @example
 * nicknamesOf("bob").includes("robert"); // => true
 */
export const nicknamesOf = (name: string): readonly string[] => [...(related.get(fold(name)) ?? [])];

/** The full forms of a folded first name that is short for them: "robert" for "bob". */
export const fullNamesOf = (name: string): Iterable<string> => fullNames.get(name) ?? [];

/**
 * Whether two folded first names may be the same person's: one is short for the other, or both are short for a third.
 *
 * @example
 * areNicknames("bob", "rob"); // => true
 * areNicknames("christian", "christina"); // => false
 */
export function areNicknames(one: string, other: string): boolean {
  if (related.get(one)?.has(other)) return true;
  const [fulls, others] = [fullNames.get(one), fullNames.get(other)];
  return fulls !== undefined && others !== undefined && [...fulls].some((full) => others.has(full));
}

/** Spellings that sound the same: Marc and Mark, Sophia and Sofia, Matthew and Mathew. */
const soundOf = (name: string): string =>
  name
    .replace(/ph|v/g, "f")
    .replace(/[cz]/g, (letter) => (letter === "c" ? "k" : "s"))
    .replace(/(?<=[tr])h/g, "")
    .replace(/y/g, "i")
    .replace(/(.)\1/g, "$1");

/**
 * Whether two folded first names of {@link areNicknames} are those of two people rather than what one is called:
 * brothers may be Marc and Marco, but probably not Robert and Bob.
 *
 * @example areOtherNames("marc", "marco"); // => true areOtherNames("marc", "mark"); // => false
 * areOtherNames("robert", "bob"); // => false
 */
export const areOtherNames = (one: string, other: string): boolean => given.has(one) && given.has(other) && soundOf(one) !== soundOf(other);
