/** Where people of the sandbox come from. Their names, towns and phone numbers fit together. */
export interface Region {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  /** City, state (may be empty) and postal code. */
  readonly places: readonly (readonly [city: string, state: string, postalCode: string])[];
  readonly streets: readonly string[];
  /** E.164 with `#` for any digit and `N` for 2 to 8: ranges that numbering plans really assign. */
  readonly phones: readonly string[];
}

const words = (text: string) => text.split(" ");
/** Names of more than one word: separated by commas. */
const items = (text: string) => text.split(", ");

export const REGIONS: readonly Region[] = [
  {
    country: "US",
    firstNames: words(
      "Olivia Liam Emma Noah Ava Ethan Sophia Mason Isabella Lucas Mia Logan Charlotte Jackson Amelia Aiden Harper Caleb Evelyn Wyatt",
    ),
    lastNames: words(
      "Smith Johnson Williams Brown Davis Miller Wilson Anderson Taylor Thomas Moore Jackson Martin Thompson White Harris Clark Lewis Walker Young O'Connor McAllister Whitfield Okafor",
    ),
    places: [
      ["San Francisco", "CA", "94107"],
      ["New York", "NY", "10013"],
      ["Austin", "TX", "78701"],
      ["Chicago", "IL", "60607"],
      ["Seattle", "WA", "98109"],
    ],
    streets: items("Brannan Street, Hudson Street, Congress Avenue, Fulton Market, Westlake Avenue"),
    phones: ["+1415N34####", "+1212N67####", "+1512N48####", "+1312N26####", "+1206N73####"],
  },
  {
    country: "GB",
    firstNames: words("Oliver Amelia George Isla Harry Freya Jack Poppy Alfie Imogen Rhys Niamh Callum Zoë Siân Chloë Duncan Beatrice"),
    lastNames: words(
      "Jones Evans Hughes Roberts Edwards Wright Green Hall Wood Clarke Patel Khan Murray Campbell Fraser Pritchard Ashworth Llewellyn Brontë",
    ),
    places: [
      ["London", "", "EC2A 4NE"],
      ["Manchester", "", "M1 2JN"],
      ["Edinburgh", "", "EH2 4DF"],
      ["Bristol", "", "BS1 4ST"],
    ],
    streets: items("Curtain Road, Dale Street, George Street, Queen Square"),
    phones: ["+44207946####", "+44771234####", "+447400####1#"],
  },
  {
    country: "DE",
    firstNames: words("Lena Jonas Anna Felix Jürgen Käthe Lukas Marie Björn Sophie Maximilian Hannah Jörg Clara Sebastian Franziska Tobias Grete"),
    lastNames: words(
      "Müller Schmidt Schneider Fischer Weber Wagner Becker Schäfer Köhler Groß Weiß Krüger Hofmann Böhm Vogel Jäger Schröder Lang Brandt",
    ),
    places: [
      ["Berlin", "", "10119"],
      ["München", "Bayern", "80331"],
      ["Hamburg", "", "20457"],
      ["Köln", "Nordrhein-Westfalen", "50667"],
    ],
    streets: items("Torstraße, Sendlinger Straße, Am Sandtorkai, Hohe Straße"),
    phones: ["+4915123######", "+4917612######", "+493022######"],
  },
  {
    country: "FR",
    firstNames: words("Camille Hugo Chloé Louis Léa Théo Manon Gaëlle François Élodie Rémi Aurélie Benoît Inès Mathéo Agnès"),
    lastNames: words(
      "Dubois Lefèvre Moreau Laurent Girard Fournier Mercier Dupont Béranger Chevalier Gauthier Perrin Lemaître Renaud Garçon Aubert Noël",
    ),
    places: [
      ["Paris", "Île-de-France", "75002"],
      ["Lyon", "Auvergne-Rhône-Alpes", "69002"],
      ["Nantes", "Pays de la Loire", "44000"],
    ],
    streets: items("rue de Cléry, rue Mercière, quai de la Fosse"),
    phones: ["+33612######", "+33668######", "+33142######"],
  },
  {
    country: "ES",
    firstNames: words("Lucía Mateo Sofía Martín Begoña Pablo Iñaki Carmen Álvaro Paula Núria Javier Raúl Inés Adrián Marta"),
    lastNames: words("García Fernández López Martínez Sánchez Pérez Gómez Ruiz Díaz Muñoz Álvarez Romero Navarro Ibáñez Peña Castaño Ortega"),
    places: [
      ["Madrid", "Madrid", "28004"],
      ["Barcelona", "Cataluña", "08007"],
      ["Valencia", "Comunitat Valenciana", "46002"],
    ],
    streets: items("Calle de Fuencarral, Carrer de Balmes, Calle de Colón"),
    phones: ["+34612######", "+34655######", "+34911######"],
  },
  {
    country: "PL",
    firstNames: words("Łukasz Zofia Jakub Małgorzata Paweł Agnieszka Michał Żaneta Grzegorz Świętosława Tomasz Kasia Wojciech Joanna Piotr Ewa"),
    lastNames: words(
      "Nowak Kowalczyk Wiśniewski Wójcik Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Łączny Źrebiec Krawczyk",
    ),
    places: [
      ["Warszawa", "Mazowieckie", "00-029"],
      ["Kraków", "Małopolskie", "31-008"],
      ["Łódź", "Łódzkie", "90-001"],
    ],
    streets: items("ul. Nowy Świat, ul. Grodzka, ul. Piotrkowska"),
    phones: ["+48601######", "+48512######", "+4822621####"],
  },
  {
    country: "DK",
    firstNames: words("Søren Freja Mads Astrid Jørgen Signe Magnus Maja Rasmus Åse Kasper Ida Bjarke Sørine Emil Laura"),
    lastNames: words("Nielsen Jensen Hansen Pedersen Andersen Sørensen Christensen Møller Kjær Østergaard Bøgh Lund Holm Thorsøe Vestergaard Ågård"),
    places: [
      ["København", "", "1260"],
      ["Aarhus", "", "8000"],
      ["Odense", "", "5000"],
    ],
    streets: items("Bredgade, Ryesgade, Vestergade"),
    phones: ["+4520N#####", "+4533N#####"],
  },
  {
    country: "NL",
    firstNames: words("Daan Sanne Sem Fleur Bram Anouk Thijs Lotte Ruben Maartje Joost Femke Stijn Noor Renée Sjoerd"),
    lastNames: items(
      "de Jong, van den Berg, Bakker, Visser, Smit, de Boer, Mulder, van Dijk, Dekker, Brouwer, van der Linden, Vermeulen, Kuipers, Hoekstra, Oude Nijhuis",
    ),
    places: [
      ["Amsterdam", "Noord-Holland", "1016 AA"],
      ["Utrecht", "Utrecht", "3511 LX"],
      ["Rotterdam", "Zuid-Holland", "3011 AD"],
    ],
    streets: items("Keizersgracht, Oudegracht, Wijnhaven"),
    phones: ["+31612######", "+31648######", "+31202######"],
  },
  {
    country: "BR",
    firstNames: words("João Beatriz Thiago Larissa Antônio Letícia Caio Júlia Vinícius Fernanda Otávio Camila Luís Helena Márcio Renata"),
    lastNames: words(
      "Silva Santos Oliveira Souza Lima Araújo Ribeiro Gonçalves Carvalho Almeida Rocha Conceição Magalhães Brandão Teixeira Assunção",
    ),
    places: [
      ["São Paulo", "SP", "01310-100"],
      ["Rio de Janeiro", "RJ", "20040-002"],
      ["Curitiba", "PR", "80010-000"],
    ],
    streets: items("Avenida Paulista, Rua da Assembleia, Rua XV de Novembro"),
    phones: ["+55119N#######", "+55219N#######", "+55413N######"],
  },
  {
    country: "IN",
    firstNames: words("Aarav Priya Arjun Ananya Rohan Diya Vikram Kavya Siddharth Meera Aditya Nisha Karthik Lakshmi Rahul Pooja Ishaan Sneha"),
    lastNames: words("Sharma Iyer Gupta Nair Reddy Mehta Kapoor Banerjee Rao Joshi Chatterjee Kulkarni Desai Menon Bhatt Srinivasan Verma"),
    places: [
      ["Bengaluru", "Karnataka", "560001"],
      ["Mumbai", "Maharashtra", "400001"],
      ["Hyderabad", "Telangana", "500081"],
    ],
    streets: items("MG Road, Dalal Street, HITEC City Road"),
    phones: ["+919845######", "+919820######", "+918026######"],
  },
  {
    country: "JP",
    firstNames: words("Haruto Yui Sota Aoi Ren Hina Yuki Sakura Kaito Rin Daiki Mei Takumi Emi Kenji Naoko"),
    lastNames: words("Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Ōno Matsumoto Inoue Kimura"),
    places: [
      ["Tokyo", "Tokyo", "100-0005"],
      ["Osaka", "Osaka", "530-0001"],
      ["Fukuoka", "Fukuoka", "810-0001"],
    ],
    streets: items("Marunouchi 1-chome, Umeda 2-chome, Tenjin 3-chome"),
    phones: ["+8190N#######", "+8180N#######", "+8133N######"],
  },
  {
    country: "NG",
    firstNames: words("Chidi Adaeze Tunde Ngozi Emeka Yetunde Ifeanyi Amara Segun Chiamaka Obinna Folake Uche Halima Babatunde Zainab"),
    lastNames: words("Okonkwo Adeyemi Balogun Eze Nwosu Abubakar Ogunleye Chukwu Afolabi Danjuma Obi Adebayo Nnamdi Bello Olawale Uzor"),
    places: [
      ["Lagos", "Lagos", "101241"],
      ["Abuja", "FCT", "900211"],
    ],
    streets: items("Broad Street, Adeola Odeku Street, Aminu Kano Crescent"),
    phones: ["+234803#######", "+234816#######"],
  },
];

const SENIORITY = items("Head of, VP, Director of, Senior Manager, Lead, Manager");
const AREAS = items(
  "Sales, Marketing, Engineering, Product, Operations, Finance, Procurement, People, Customer Success, Data & Analytics, Security, Partnerships, IT",
);

/** Titles of people, from the top of a company down. */
export const TITLES: readonly string[] = [
  ...items("CEO, CFO, CTO, COO, Chief Revenue Officer, Co-Founder, Founder & CEO, Chief of Staff, General Counsel, Managing Director"),
  ...SENIORITY.flatMap((seniority) =>
    AREAS.map((area) => `${seniority}${seniority === "Senior Manager" || seniority === "Manager" ? "," : ""} ${area}`),
  ),
  ...items("Account Executive, Solutions Architect, Software Engineer, Business Analyst, Product Designer, Office Manager"),
];

/** First names as friends shorten them. */
export const NICKNAMES = words("Lou Max Sam Alex Jo Kim Toni Nic Chris Robin");
