/** A second set of questions, made after the ranking was finished, and never tuned on; lines as in `questions.ts`. */
export const SECOND_SET: Readonly<Record<string, string>> = {
  names: `
    Olivia Jackson => Olivia Jackson
    Jackson Olivia => Olivia Jackson
    Sørine Sørensen => Sørine Sørensen
    what is the phone number of Rasmus Jensen => Rasmus Jensen
    can you look up Harper Moore for me => Harper Moore
    R. Banerjee => Rohan Banerjee
    Izzy Moore => Isabella Moore
    Sid Desai => Siddharth Desai
    Vik Rao => Vikram Rao
    Charlie Moore => Charlotte Moore
    when did we last speak with Evelyn Moore? => Evelyn Moore
    Moore, Ava => Ava Moore
    Ms. Lakshmi Mehta => Lakshmi Mehta
    Theo Aubert => Théo Aubert
    Agnes Chevalier => Agnès Chevalier
    mia m at acme => Mia Moore
  `,
  typos: `
    Oliva Jakson => Olivia Jackson
    Benoit Lefebvre => Benoît Lefèvre
    Ronan Banerjee => Rohan Banerjee
    rohan banarjee => Rohan Banerjee
    Jorgen Torsoe => Jørgen Thorsøe
    Sean Moreau => unclear
    Kaviya Chatterji => Kavya Chatterjee
    logan witfield => Logan Whitfield
    Wyat Whitfeild => Wyatt Whitfield
    camille beranjer => Camille Béranger
    Ishan Kulkarny => Ishaan Kulkarni
    Kasper Hanssen => Kasper Hansen
    Bjarke Soerensen => Bjarke Sørensen
    astrid hom => Astrid Holm
    Elodie Dupond => Élodie Dupont
    Nishar Iyer => Nisha Iyer
    Medz Lund => Mads Lund
  `,
  companies: `
    Caleb over at Acme => Caleb Whitfield
    the Whitfield who works at Tidewater => Lucas Whitfield
    Whitfield from Quantum Leap => Liam Whitfield
    Chevalier of Northwind => François Chevalier
    Nielsen at harbor street => Maja Nielsen
    Acme's director of sales => Magnus Ågård
    diya from the biotech Halcyon => Diya Kapoor
    hugo, falcon and reed => Hugo Mercier
    priya kestrel => Priya Iyer
    Jutland Wind, Louis => Louis Moreau
    ishaan marlow media => Ishaan Kulkarni
    folks at Ember Games => account: Ember Games
    who do we know at Kestrel Aerospace? => account: Kestrel Aerospace
    velocity-bikes.example => account: Velo City Bikes
  `,
  contactData: `
    ends with 4302 => Olivia Jackson
    somebody called from 514 1914, no idea who => unclear
    +33 6 68 49 90 46 => Benoît Lefèvre
    06 68 49 90 46 => Benoît Lefèvre
    206-773-4302 => Olivia Jackson
    missed call +91 80 2672 9330 => Rohan Banerjee
    aurelie160 => Aurélie Laurent
    sneha.menon@redwood-insurance.example => Sneha Menon
    ava.moore => Ava Moore
    rohan_banerjee => Rohan Banerjee
    CRM-100213 => unclear
    CRM-100240 => Charlotte Moore
    100147 => Benoît Lefèvre
    115 Ryesgade => Sørine Sørensen
  `,
  roles: `
    CFO of Anthem Studios => Rohan Banerjee
    chief financial officer at anthem => Rohan Banerjee
    head of IT at Harbor Street Foods => Bjarke Sørensen
    VP of Data and Analytics at Velo City => Ananya Mehta
    general counsel in Odense => Kasper Hansen
    director of engineering, Seattle => Aiden Whitfield
    who runs procurement at Jutland Wind => Théo Aubert
    VP sales Ember => Jørgen Thorsøe
    the product lead at Copperline => Laura Møller
    marketing VP at Pixelwerk => Camille Béranger
    security lead in Chicago => Amelia Moore
    procurement manager at Cobalt Pay => Olivia Jackson
    finance person in Aarhus => Rasmus Jensen
  `,
  others: `
    people in Hyderabad => place: Hyderabad
    contacts in Brazil => place: 20040-002 BR Brazil | place: 01310-100 BR Brazil | place: 80010-000 BR Brazil
    owned by Hannah at Café Móvil => Aurélie Dubois
    Kenji's contacts at Blåbær => Rasmus Jensen | Mason Whitfield
    churned customers at Orchard & Vine => Diya Joshi
    blocker at Trellis => Léa Dubois
    Ida Andersen polaris => Ida Andersen @ Polaris Freight
    Ida Andersen VP Marketing => Ida Andersen @ Redwood Insurance
    Pooja Joshi in Hyderabad => Pooja Joshi @ Zürich Analytics AG
    sophia moore product => Sophia Moore @ Ostrava Steel
    Zbigniew Brzeziński => unclear
    Kwmtplk => nobody
    zzzz@yyyy.qq => nobody
  `,
};
