/**
 * What people ask, and who should come first. A line is `question => answer`, where the answer is
 * - `Lena Müller @ Fathom Data`: this person; without `@` if the name is enough; several that fit equally well are
 *   separated by ` | `, several that must all come before others by ` && `,
 * - `title: CTO` (or another kind, several joined by ` + `): any contact that has all of these as whole texts, or as
 *   words of its name,
 * - `unclear`: nobody fits, so the contact that comes first must not be called clear,
 * - `nobody`: no contact at all.
 *
 * The contacts are the sandbox's 500.
 */
export const QUESTIONS: Readonly<Record<string, string>> = {
  names: `
    Charlotte Jackson => Charlotte Jackson
    charlotte jackson => Charlotte Jackson
    jackson charlotte => Charlotte Jackson
    Jackson, Charlotte => Charlotte Jackson
    kaito sasaki => Kaito Sasaki
    SASAKI KAITO => Kaito Sasaki
    Duncan Murray => Duncan Murray
    who is Tobias Hofmann? => Tobias Hofmann
    find me Ruben Oude Nijhuis please => Ruben Oude Nijhuis
    do we have a contact named Segun Balogun => Segun Balogun
    C. Jackson => Charlotte Jackson
    K. Sasaki => Kaito Sasaki
    Duncan M => Duncan Murray
    W. McAllister => Wyatt McAllister
    Franzi Jäger => Franziska Jäger
    Emil Moller => Emil Møller
    evelyn t. => Evelyn Thomas
    George Murray => George Murray
    Babatunde => name: Babatunde
    Siddharth => name: Siddharth
    Oude Nijhuis Lotte => Lotte Oude Nijhuis
    emil moeller => Emil Møller
  `,
  initials: `
    A. Jackson => Ava Jackson
    FK at Quill => Franziska Krüger
    I. Jackson => Isabella Jackson
    A Jackson => Ava Jackson
    I Jackson at Lumen & Sons => Isabella Jackson
    Jackson, A. => Ava Jackson
    who is I. Moore? => Isabella Moore
    A. Moore => Ava Moore | Amelia Moore
    find A. Moore at Orchard & Vine => Ava Moore
    A. Lemaitre => Agnès Lemaître
    I. Okonkwo => Ifeanyi Okonkwo
    a. gupta at quantum => Aditya Gupta
    email of I. Campbell => Isla Campbell
    is there a Jackson at Acme? => Sophia Jackson
  `,
  lastNames: `
    Lemaitre => François Lemaître | Agnès Lemaître | Théo Lemaître
    Ito => Aoi Ito @ Halcyon Biotech | Aoi Ito @ Quill Publishing | Haruto Ito
    Wagner => name: Wagner
    mcallister => name: McAllister
    Thorsøe => Astrid Thorsøe | Signe Thorsøe
    Llewellyn => name: Llewellyn
    Kuipers at Sable Security => Sem Kuipers
    Kjær at Mata Verde => Søren Kjær
    Danjuma => name: Danjuma
    the Brontë at Sakura Mobility => Siân Brontë
  `,
  typos: `
    charlote jackson => Charlotte Jackson
    charlotte jakson => Charlotte Jackson
    Dunkan Murray => Duncan Murray
    rasmus hanson => Rasmus Hansen
    Tobias Hoffmann => Tobias Hofmann
    sakura matsumato => Sakura Matsumoto
    Sebastain Brandt => Sebastian Brandt
    Fransiska Jaeger => Franziska Jäger
    Pabol Fernandez => Pablo Fernández
    Isabela Jackson => Isabella Jackson
    Antonio Texeira => Antônio Teixeira
    Lukas Webber => Lukas Weber
    kenji matsumotto => Kenji Matsumoto
    Emeka Olawalle => Emeka Olawale
    Sidharth Srinivassan => Siddharth Srinivasan
    duncan muray => Duncan Murray
    wyatt macallister => Wyatt McAllister
    evelin tomas => Evelyn Thomas
    Jorg Schroder => Jörg Schröder
    joerg schroeder => Jörg Schröder
    Zoe Hughs => Zoë Hughes
    Michal Nowack => Michał Nowak
    grzegorz visniewski => Grzegorz Wiśniewski
    Alphie Llewelyn => Alfie Llewellyn
    Nisha Reddi => Nisha Reddy
    Filip at Copperline => unclear
    Sofie Vogel => Sophie Vogel
    Magnus Nielson => Magnus Nielsen
    Yetunde Uzzor => Yetunde Uzor
    Klara Schneider => Clara Schneider
    Hana Kohler => Hannah Köhler
    Carmen Penia => Carmen Peña
  `,
  accents: `
    Grzegorz Wisniewski => Grzegorz Wiśniewski
    Francois Lemaitre => François Lemaître
    Vinicius Oliveira => Vinícius Oliveira
    Zaneta Kowalczyk => Żaneta Kowalczyk
    Lukasz Kozlowski => Łukasz Kozłowski
    Soren Bogh => Søren Bøgh
    soeren boegh => Søren Bøgh
    Jurgen Weiss => Jürgen Weiß
    juergen weiss => Jürgen Weiß
    Malgorzata Laczny => Małgorzata Łączny
    Sian Bronte => Siân Brontë
    Chloe Dupont => Chloé Dupont
    Joao Rocha => João Rocha
    Felix Gross => Felix Groß
    Iñaki Alvarez => Iñaki Álvarez
    Ase Jensen => Åse Jensen
    aase jensen => Åse Jensen
    Signe Aagaard => Signe Ågård
    JÜRGEN BECKER => Jürgen Becker
    Michał Zrebiec => Michał Źrebiec
    Martin Perez => Martín Pérez
    Lars at Ångstrom Instruments => unclear
  `,
  companies: `
    Hugo at Saffron => Hugo Chevalier @ Saffron Hotels
    kenji at acme => Kenji Matsumoto @ Acme
    Sophia at Acme Robotics => Sophia Jackson @ Acme Robotics
    Nisha from Velo City Bikes => Nisha Reddy
    Larissa @ Meridian Health => Larissa Brandão
    Mason, Summit Outdoor => Mason Okafor
    thijs polaris => Thijs Kuipers
    Emma at Saffron Hotels => Emma Jackson
    Marie from Harbor Street => Marie Schmidt
    Martín at Brightloom => Martín Pérez
    rahul acme => Rahul Reddy
    Manon from Acme => Manon Gauthier
    Felix Meridian => Felix Groß
    our contact Zoë at beacon hospitals => Zoë Hughes
    Clara, Zurich Analytics => Clara Böhm
    Pablo at Pixelwork => Pablo Fernández
    Astrid at Blabaer Foods => Astrid Thorsøe
    people at Beacon Hospitals => account: Beacon Hospitals
    who works for Ironbark Mining => account: Ironbark Mining
    contacts at Przyszlosc Energia => account: Przyszłość Energia
    Acme => account: Acme
    anyone from Trellis => account: Trellis HR
    Copperline => account: Copperline
    Vinicius at Stonebridge => Vinícius Silva
    Lumen and Sons => account: Lumen & Sons
  `,
  phones: `
    number ending 7930 => Charlotte Jackson
    who has a number ending 4955 => Kaito Sasaki
    phone number ending in 0574 => Vinícius Oliveira
    +1 512 348 7930 => Charlotte Jackson
    (512) 348-7930 => Charlotte Jackson
    512-348-7930 => Charlotte Jackson
    348-7930 => Charlotte Jackson
    6484592 => Charlotte Jackson
    +49 30 222 24036 => Tobias Hofmann
    030 22224036 => Tobias Hofmann
    004930 22224036 => Tobias Hofmann
    +49 (0)30 22224036 => Tobias Hofmann
    +48 601 728 954 => Żaneta Kowalczyk
    601728954 => Żaneta Kowalczyk
    whose phone is 080 2682 1535 => Pooja Desai
    ending 63976 => Zoë Hughes
    last digits 1177 => Jack Edwards
    +234 816 402 => Amara Adeyemi
    tel 06 12 88 45 22 => François Lemaître
    call from +31612853566 => Ruben Oude Nijhuis
  `,
  emails: `
    charlotte.jackson@brightloom.example => Charlotte Jackson
    duncan.murray@ => Duncan Murray
    duncan6@mailbox.example => Duncan Murray
    kaito.sasaki => Kaito Sasaki
    nisha@velocity => Nisha Reddy
    grzegorz2@mailbox => Grzegorz Wiśniewski
    pooja@acme-robotics => Pooja Desai
    acme-robotics.example => account: Acme Robotics
    @tidewater.example => account: Tidewater Capital
    zuerich-analytics.example => account: Zürich Analytics AG
    someone at pixelwerk.example => account: Pixelwerk GmbH
    email rasmus7 => Rasmus Hansen
  `,
  titles: `
    the CTO of Lumen & Sons => Paweł Mazur
    CTO of Ostrava Steel => Grete Schmidt
    CEO of Fathom Data => Mateo Martínez
    chief executive officer of Mata Verde => Karthik Sharma
    who is the CFO at Summit Outdoor => Mason Okafor
    chief financial officer Velo City Bikes => Nisha Reddy
    COO Grupo Horizonte => João Carvalho
    general counsel at Brightloom => Maja Jensen
    head of sales at Lumen => Isabella Jackson
    sales lead at Tidewater => Lucas Okafor
    VP Engineering Parallel Legal => Mads Holm | Chidi Afolabi @ Parallel Legal
    vice president marketing verdant farms => Emeka Olawale
    Head of People at Deccan Textiles => Małgorzata Łączny | Björn Lang
    office manager at Pixelwerk or Silverpine => Thiago Magalhães
    founder of Cobalt Pay => Franziska Jäger
    business analyst at Copperline => Chloé Dupont
    solutions architect brightloom => Charlotte Jackson
    managing director in Mumbai => Rahul Chatterjee
    director of security in Osaka => Kaito Sasaki
    director of security in Denmark => unclear
    head of legal at Acme => unclear
    VP security in Denmark => Søren Kjær
    director of Sable Security => Jørgen Holm
    Daan or Lena from Oakmont => Lena Brandt && Daan Kuipers
    CFO => title: CFO
    chief of staff at acme => Manon Gauthier
    product designer at Acme Robotics => Sanne Oude Nijhuis
    Chief Revenue Officer => title: Chief Revenue Officer
    Head of Product in Paris => Gaëlle Garçon | Théo Lefèvre
  `,
  places: `
    people in Berlin => place: Berlin
    Yetunde in Lagos => name: Yetunde
    contacts in København => place: København
    who is in Lodz => place: Łódź
    Lena in München => Lena Brandt
    everyone in Warszawa => place: Warszawa
    people from Bristol => place: Bristol
    Ewa in Łódź => Ewa Woźniak
    somebody in Fukuoka at Nimbus Cloud => Aoi Kimura
    Torstraße 129 => Sophie Vogel
    85 Dalal Street => Pooja Desai
    CTO in Köln => Grete Schmidt
    contacts in Sao Paulo => place: São Paulo
    Olivia in San Francisco => Olivia Moore
  `,
  namesakes: `
    Logan Okafor at Quill Publishing => Logan Okafor @ Quill Publishing
    Logan Okafor Copperline => Logan Okafor @ Copperline
    Agnieszka Krawczyk in Kraków => Agnieszka Krawczyk @ Trellis HR
    Agnieszka Krawczyk, solutions architect => Agnieszka Krawczyk @ Saffron Hotels
    Aoi Ito from Halcyon => Aoi Ito @ Halcyon Biotech
    Aoi Ito senior manager security => Aoi Ito @ Quill Publishing
    Hugo Chevalier, lead product => Hugo Chevalier @ Saffron Hotels
    hugo chevalier cafe movil => Hugo Chevalier @ Café Móvil
    Renata Carvalho at Blåbær => Renata Carvalho @ Blåbær Foods
    Renata Carvalho manager people => Renata Carvalho @ Larkspur Retail
    Freya Hall VP => Freya Hall @ Acme
    freya hall blabaer => Freya Hall @ Blåbær Foods
    Ida Andersen, the founder => Ida Andersen @ Polaris Freight
    Ida Andersen of Redwood => Ida Andersen @ Redwood Insurance
    Chiamaka Balogun at Nimbus => Chiamaka Balogun @ Atelier Lumière
    Chiamaka Balogun in Lagos => Chiamaka Balogun @ Mata Verde
    Carmen Romero in Madrid => Carmen Romero @ Nimbus Cloud
    Carmen Romero director of engineering => Carmen Romero @ Quill Publishing
    Pooja Joshi at Oakmont => Pooja Joshi @ Oakmont Property
    Pooja Joshi Hyderabad => Pooja Joshi @ Zürich Analytics AG
    Clara Lang owner Alex Morgan => Clara Lang @ Orchard & Vine
    Clara Lang from Cobalt Pay => Clara Lang @ Cobalt Pay
    Sanne Hoekstra co-founder => Sanne Hoekstra @ Ångström Instruments
    Sanne Hoekstra in Utrecht => Sanne Hoekstra @ Fathom Data
    Sophia Moore ending 5010 => Sophia Moore @ Nimbus Cloud
    sophia moore ostrava => Sophia Moore @ Ostrava Steel
    wojciech kaminski beacon => Wojciech Kamiński @ Beacon Hospitals
    Wojciech Kaminski in Warszawa => Wojciech Kamiński @ Atelier Lumière
    Daiki Takahashi Saffron Hotels => Daiki Takahashi @ Saffron Hotels
    Daiki Takahashi Osaka => Daiki Takahashi @ Blåbær Foods
    François Mercier office manager => François Mercier @ Velo City Bikes
    Francois Mercier COO => François Mercier @ Juniper Lane
    Caio Teixeira Harbor Street Foods => Caio Teixeira @ Harbor Street Foods
    caio teixeira acme => Caio Teixeira @ Acme
    Duncan Edwards in Manchester => Duncan Edwards @ Tern Telecom
    Duncan Edwards at Ember Games => Duncan Edwards @ Ember Games
    Mads Bøgh Sakura => Mads Bøgh @ Sakura Mobility
    Mads Bogh head of finance => Mads Bøgh @ Verdant Farms
    Chidi Afolabi engineering => Chidi Afolabi @ Parallel Legal
    Chidi Afolabi number ending 0026 => Chidi Afolabi @ Oakmont Property
  `,
  owners: `
    owner Hannah Weiss => owner: Hannah Weiss
    contacts owned by Kenji Ota => owner: Kenji Ōta
    Clara owned by Hannah => Clara Schneider
    owner Priya at Trellis => Léa Dubois
    Tobias, owner Maya => Tobias Weber
  `,
  customFields: `
    decision makers at Acme => Kenji Matsumoto @ Acme
    CRM-100012 => Logan Okafor @ Quill Publishing
    crm 100003 => François Lemaître
    churned in Berlin => Sophie Vogel
    champions at Deccan Textiles => unclear
    opportunities in Nordics => option: Opportunity + option: Nordics
    Venture Capital Lotte => Lotte Kuipers
    nickname Robin at Verdant Farms => Emeka Olawale
    kaito_sasaki => Kaito Sasaki
    @lukas_weber => Lukas Weber
    linkedin.com/in/kaito-sasaki => Kaito Sasaki
    cybersecurity => option: Cybersecurity
    blockers at Blåbær => option: Blocker + account: Blåbær Foods
    prefers calls in the morning Wiśniewski => Grzegorz Wiśniewski
    Marketing Qualified in Africa => option: Marketing Qualified + option: Africa
    kaito-sasaki.example => Kaito Sasaki
  `,
  nobody: `
    Xqzvw Bblgrk => nobody
    number ending 00000099 => nobody
    wqxzkjv@qqxxyyzz => nobody
    at Vrxqplmt => nobody
    Quetzalcoatl => nobody
    +99 999 999 999 => nobody
    managing director velo city bikes => Ruben Hoekstra
  `,
};

/** The questions alone. */
export const QUERIES: readonly string[] = Object.values(QUESTIONS).flatMap((lines) =>
  lines
    .trim()
    .split("\n")
    .map((line) => line.split("=>")[0]?.trim() ?? ""),
);
