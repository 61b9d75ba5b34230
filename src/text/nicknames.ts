import { fold } from "./fold.ts";

/**
 * First names of the same person, one group per line. Our own list: those on npm are years old, generated, or so
 * generous that Ron is Veronica. A name that is short for several names is in several lines.
 */
const GROUPS = `
abigail abby gail
abraham abe bram
agnieszka aga
albert al bert albie
alexander alex alec sasha xander lex sander alejandro alessandro
alexandra alex sasha sandra alexa lexi
alfred alf alfie fred
alice ali
allison alison ali allie
amanda mandy
andrew andy drew andreas andre
angela angie
anna ann anne annie anya
anthony tony antonio anton toni
antonia toni
arthur art artie
barbara barb babs barbie
beatrice bea trixie beatriz
benjamin ben benny benji
bernard bernie bernhard
bradley brad
calvin cal
cameron cam
catherine katherine kathryn kate katie kathy kathi cathy cat kit katharina katja
charles charlie chuck chas karl carl carlos
charlotte charlie lottie lotte
chiamaka amaka
christian chris
christina tina chris chrissy christine
christopher chris topher kit kristof
cynthia cindy
daniel dan danny
david dave davey
deborah deb debbie debra
dennis denny
dominic dom nic
donald don donnie
dorothy dot dottie dolly
douglas doug
edward ed eddie ted teddy ned eduardo
eleanor ellie nell nora
elizabeth liz lizzie beth betty eliza elsie lisa libby bess elisabeth
emily em emmy
eric rick erik
ernest ernie
eugene gene
evelyn eve evie
fernanda nanda
frances fran franny
francis frank fran francisco francesco francois franz
franklin frank
franziska franzi
frederick fred freddie fritz friedrich federico
gabriel gabe
gabriella gabby gabrielle
gerald gerry jerry
gerard gerry
gordon gord
gregory greg gregor grzegorz
harold harry hal
harrison harry
helena lena helen nell
henry harry hank hal heinrich enrique
ian iain
ignacio nacho inaki
isabella bella izzy isabel belle
jackson jack
jacob jake jakob jakub
jacqueline jackie
james jim jimmy jamie jem
janet jan
jason jay
jeffrey jeff geoff geoffrey
jennifer jen jenny
jeremy jem jerry
jerome jerry
jessica jess jessie
joanna jo joan joanne asia
johannes hans jo
john jack johnny jon ian juan jan johan johann hans joao giovanni
jonathan jon jonny john nathan
joseph joe joey jo jose josef giuseppe pepe
josephine jo josie
joshua josh
judith judy
julia jules julie
julian jules
katarzyna kasia
kenneth ken kenny
kimberly kim kimberley
laurence larry lawrence laurie lars
leonard leo len lenny leonardo
leopold leo
lewis lew louis luis
louis lou louie luis ludwig
louise lou
lucas luke luca lukas lukasz
lucia lucy
madeline maddie
magdalena magda lena
malgorzata gosia
manuel manny
margaret maggie meg peggy marge margie greta grete rita daisy madge
maria mary marie mia
marcus marc mark markus marco
martin marty
martha marta
mary molly polly may
matthew matt matty mathew mateo matheo matthias
maximilian max
maxwell max
megan meg
melissa mel missy
michael mike mick mickey michal miguel michel mikael misha
michelle shelly
mitchell mitch
mohammed mo mohamed muhammad
nancy nan
natalie nat natasha
nathaniel nate nat nathan
nicholas nick nicky nic nico nicolas klaus
nicole nicky nic nikki
oliver ollie olly
olivia liv livvy
oscar ozzy
pamela pam
patricia pat patty trish tricia
patrick pat paddy
pawel paul
peter pete piotr pedro pierre
philip phil pip
priscilla cilla
rachel rach
raymond ray
rebecca becky becca bec
reginald reggie reg
richard rick dick rich ricky richie ricardo
robert bob rob bobby robbie bert roberto robin
roberta bobbie robin
roderick rod roddy
roger rodge
ronald ron ronnie
rosemary rose rosie
russell russ
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sally sara sadie
sebastian seb bastian basti
siddharth sid
sophia sophie sofia zofia
stanley stan
stephanie steph stephie
stephen steve steven stevie stefan esteban etienne
susan sue susie suzy susanne
sylvia sylvie
terence terry
teresa terry tess tessa theresa
theodore ted teddy theo
thiago tiago
thomas tom tommy tomas tomasz
timothy tim timmy
tobias tobi toby
valentina val tina
valerie val
veronica ronnie vera
victor vic viktor
victoria vicky tori vic
vikram vik
vincent vince vinny
vinicius vini
virginia ginny
walter walt wally
wilhelm willi
william will bill billy willy liam guillermo guillaume wilhelm
winifred winnie
wojciech wojtek
zachary zach zack zak
zoe zoey
`;

const related = new Map<string, Set<string>>();
const fullNames = new Map<string, Set<string>>();
for (const line of GROUPS.trim().split("\n")) {
  const [full = "", ...short] = line.split(" ");
  for (const name of short) {
    related.set(name, (related.get(name) ?? new Set()).add(full));
    related.set(full, (related.get(full) ?? new Set()).add(name));
    fullNames.set(name, (fullNames.get(name) ?? new Set()).add(full));
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
