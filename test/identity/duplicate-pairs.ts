/**
 * What somebody who tidies up a CRM knows without asking: who is one person, and who only looks like it. In the form
 * of `aPerson`. The rule is tuned to pass them, so they were written first.
 */

/** How sure somebody would be. "likely" needs a second look before a merge, which cannot be undone. */
type Sureness = "certain" | "likely";

export type Pair = readonly [one: string, other: string, sureness: Sureness];

export const PAIRS: Readonly<Record<string, readonly Pair[]>> = {
  "other capitals in the e-mail": [
    ["Lena Hartwig; lena.hartwig@alba.example", "Lena Hartwig; Lena.Hartwig@Alba.example", "certain"],
    ["Ines Okafor; ines@okafor.example; at Brava", "INES OKAFOR; INES@OKAFOR.EXAMPLE", "certain"],
    ["Piet Vroom; p.vroom@calla.example; +31201110001", "Piet Vroom; P.Vroom@calla.example", "certain"],
    ["Amara Diallo; amara@dorsa.example; at Dorsa", "-; Amara@Dorsa.example", "certain"],
    ["Joost Kuiper; joost@elma.example; at Elma", "Kuiper, Joost; Joost@elma.example; at Fado", "certain"],
    ["Sven Aalto; sven@gala.example; #101", "Sven Aalto; SVEN@gala.example; #102", "likely"],
  ],
  "another spelling of the mailbox": [
    ["Nora Lindqvist; nora@hilo.example", "Nora Lindqvist; nora+crm@hilo.example", "certain"],
    ["Omar Haddad; omar.haddad@gmail.com", "Omar Haddad; omarhaddad@googlemail.com", "certain"],
    ["Tess Verhoeven; tess+news@inka.example; at Inka", "Tess Verhoeven; tess@inka.example; at Inka", "certain"],
    ["Bruno Castel; bruno.castel@gmail.com", "B. Castel; brunocastel+jobs@gmail.com", "likely"],
    ["Kofi Mensah; kofi+events@jura.example", "-; kofi@jura.example", "likely"],
    ["Mike Dunmore; mike.dunmore@gmail.com", "Michael Dunmore; mikedunmore@gmail.com", "certain"],
  ],
  "a nickname": [
    ["Bob Tanaka; +14155550101", "Robert Tanaka; +14155550101", "likely"],
    ["Liz Moravec; liz@kilo.example", "Elizabeth Moravec; liz@kilo.example; at Kilo", "certain"],
    ["Bill Ostrander; at Lumo", "William Ostrander; w.ostrander@lumo.example; at Lumo", "likely"],
    ["Katharina Blum; k.blum@mira.example; +4930220011; at Mira", "Kathi Blum; kathi@blum.example; +4930220011; at Mira", "likely"],
    ['Robert "Robin" Zwart; robin@nova.example', "Robin Zwart; ROBIN@nova.example", "certain"],
    ["Tony Esposito; in/tony-esposito", "Antonio Esposito; https://it.linkedin.com/in/tony-esposito/", "certain"],
  ],
  "umlauts and other letters": [
    ["Jörg Müller; j.mueller@opal.example", "Joerg Mueller; J.Mueller@opal.example", "certain"],
    ["Søren Ågård; at Pola; +4533110022", "Soren Aagaard; at Pola; +4533110022", "certain"],
    ["Łukasz Żak; at Quart; l.zak@quart.example", "Lukasz Zak; at Quart", "likely"],
    ["Zoë Größing; zoe@rondo.example", "Zoe Groessing; zoe@rondo.example; at Rondo", "certain"],
    ["Siobhán O’Rourke; +353115500", "Siobhan ORourke; +353115500", "certain"],
    ["José Ibáñez; at Sable; jose@sable.example", "Jose Ibanez; at Sable; jose.ibanez@mailbox.org", "likely"],
  ],
  "first and last name swapped": [
    ["Marek Novotny; marek@tarn.example", "Novotny Marek; marek@tarn.example", "certain"],
    ["Wei Zhang; +861055001; at Umbra", "Zhang Wei; +861055001; at Umbra", "certain"],
    ["Yuki Sato; at Vela; yuki@vela.example", "Sato Yuki; at Vela", "likely"],
    ["山川 葉子; +81355001", "葉子 山川; +81355001", "certain"],
    ["Gabor Szalai; in/gabor-szalai", "Szalai Gabor; in/gabor-szalai", "certain"],
    ["Nguyen Thanh; thanh.nguyen@gmail.com", "Thanh Nguyen; thanhnguyen@gmail.com", "certain"],
  ],
  "other forms of a profile's address": [
    ["Paula Freund; in/paula-freund", "Paula Freund; https://de.linkedin.com/in/paula-freund/", "certain"],
    ["Ravi Menon; http://linkedin.com/in/Ravi-Menon?trk=people", "R. Menon; in/ravi-menon", "certain"],
    ["Clara Jørgensen; https://x.com/clarajo", "Clara Jorgensen; https://mobile.twitter.com/ClaraJo?s=20", "certain"],
    ["Hugo Lefort; in/hugo-lefort; hugo@wega.example; at Wega", "Hugo Lefort; in/hugo-lefort/en; hugo@xenon.example; at Xenon", "likely"],
    ["Ada Brandvold; https://m.facebook.com/ada.brandvold?ref=x", "Ada Brandvold; https://www.facebook.com/ada.brandvold; +4722110033", "certain"],
    ["-; in/mirko-pavic", "Mirko Pavic; https://hr.linkedin.com/in/mirko-pavic/", "certain"],
  ],
  "another last name after a marriage": [
    ["Julia Steiner; julia@yarrow.example", "Julia Brandt; julia@yarrow.example", "likely"],
    ["Greta Holm; +4670110044; at Zenit", "Greta Sundberg; +4670110044; at Zenit; greta@zenit.example", "likely"],
    ["Monika Weiss; in/monika-weiss", "Monika Auer; in/monika-weiss; at Aroma", "likely"],
    ["Sara Conti; +393331105; sara.conti@basta.example; at Basta", "Sara Conti-Rossi; +393331105; at Basta", "likely"],
    ["Eva Lorenz; eva@lorenz.example; +43660110055", "Eva Pichler; eva@lorenz.example; +43660110055", "likely"],
    ["Nadia Petrov; +359881106", "Nadia Ivanova; +359881106; nadia@cello.example", "likely"],
  ],
  "a typo in the name": [
    ["Jonathan Meyers; at Delos; +13125550107", "Jonathan Meyrs; at Delos; +13125550107", "certain"],
    ["Franziska Kellermann; at Enzo", "Franziska Kellerman; at Enzo; f.kellermann@enzo.example", "likely"],
    ["Dominik Schreiber; d.schreiber@fuga.example", "Dominik Schrieber; d.schreiber@fuga.example", "certain"],
    ["Michael Thornton; m.thornton@gamma.example", "Micheal Thornton; m.thornton@gamma.example; at Gamma", "certain"],
    ["Patricia Alvarado; at Hydra; +525511008", "Patrcia Alvarado; at Hydra; +525511008", "certain"],
    ["Alexandra Whitcombe; at Irida", "Alexandra Whitcomb; at Irida; +442011009", "likely"],
  ],
  "a private and a work address with one phone number": [
    ["Pedro Salas; pedro@juno.example; +34911100; at Juno", "Pedro Salas; pedro.salas@gmail.com; +34911100", "likely"],
    ["Hanna Virtanen; hanna@kappa.example; +35840111; at Kappa", "Hanna Virtanen; hannav@outlook.com; +35840111; at Kappa", "likely"],
    ["Luca Ferri; l.ferri@lyra.example; +39021112", "Luca Ferri; lucaferri@libero.it; +39021112", "likely"],
    ["Tom Bakker; t.bakker@mosa.example; +31611113; at Mosa", "Thomas Bakker; tom.bakker@hotmail.com; +31611113; at Mosa", "likely"],
    ["Ewa Kowalczyk; ewa@nero.example; +48601114; at Nero", "Ewa Kowalczyk; ewa@orion.example; +48601114; at Orion", "likely"],
    ["Ali Rahimi; ali@pluto.example; ali@rahimi.example; +98211115", "Ali Rahimi; ali@rahimi.example", "certain"],
  ],
  initials: [
    ["D. Sculthorpe; d.sculthorpe@quanta.example", "Dana Sculthorpe; d.sculthorpe@quanta.example", "certain"],
    ["M. Bergqvist; +46811116", "Magnus Bergqvist; +46811116; magnus@riga.example", "likely"],
    ["J.P. Moreau; jp@sirio.example", "Jean-Pierre Moreau; jp@sirio.example; at Sirio", "certain"],
    ["E. Castellano; in/elena-castellano", "Elena Castellano; in/elena-castellano; at Talos", "certain"],
    ["Tim R. Underwood; tim@ursa.example", "Tim Underwood; tim@ursa.example", "certain"],
    ["A. K. Deshmukh; +91221117; at Vesta", "Anil Kumar Deshmukh; +91221117; at Vesta", "likely"],
  ],
};

/** People of whom no two are one person. */
export type Decoy = readonly string[];

export const DECOYS: Readonly<Record<string, readonly Decoy[]>> = {
  "the number of a switchboard": [
    ["Rosa Adler; +49891000; at Bauwerk", "Timo Zander; +49891000; at Bauwerk", "Uta Kranz; +49891000; at Bauwerk"],
    ["Gina Falk; +49891001; gina@a1.example", "Rolf Imhof; +49891001; rolf@a1.example"],
    ["Hans Weber; +49891002; h.weber@a2.example; at A2", "Heike Weber; +49891002; heike.weber@a2.example; at A2", "Olaf Brock; +49891002; at A2"],
    ["-; +49891003; sales@a3.example", "Marta Lenk; +49891003; marta@a3.example", "Nils Korn; +49891003; nils@a3.example"],
    [
      "Peter Lang; +49891004; peter.lang@a4.example; at A4",
      "Peter Kurz; +49891004; peter.kurz@a4.example; at A4",
      "Ilse Dorn; +49891004; ilse.dorn@a4.example; at A4",
    ],
    ["Karl Vogt; +49891005; at A5", "Jutta Rehm; +49891005; at A5B"],
  ],
  "the mailbox of a role": [
    ["Anja Rauch; info@b1.example", "Sven Dietl; info@b1.example"],
    ["Berta Ohm; sales@b2.example; at B2", "Carlo Ohm; sales@b2.example; at B2"],
    ["Dora Pohl; kontakt@b3.example; +49892001", "Ernst Pfaff; kontakt@b3.example; +49892001"],
    ["-; support@b4.example", "Frida Quast; support@b4.example"],
    ["Gerd Roth; office@b5.example; at B5", "Gerda Roth; office@b5.example; at B5"],
    ["Hilde Sachs; team@b6.example", "Horst Sachs; team@b6.example", "Hugo Sachs; team@b6.example"],
  ],
  "namesakes at other companies": [
    ["Anna Schmidt; anna@c1.example; at C1", "Anna Schmidt; anna.schmidt@c2.example; at C2"],
    ["John Miller; john@c3.example; at C3; +12025550111", "John Miller; jm@c4.example; at C4; +13035550112"],
    ["Maria Garcia; at C5", "Maria Garcia; at C6"],
    ["David Lee; in/david-lee; at C7", "David Lee; in/david-lee-77; at C8"],
    ["Thomas Braun; tb@c9.example", "Thomas Braun; t.braun@c10.example"],
    ["Laura Rossi; laura@c11.example; at C11", "Laura Rossi; laura.rossi@c12.example; at C12", "Laura Rossi; lr@c13.example; at C13"],
  ],
  "father and son": [
    ["Frank Dalton Sr.; +15035550113", "Frank Dalton Jr.; +15035550113"],
    ["Walter Kemp; +15035550114; walter@kemp.example; at Kemp", "Walter Kemp Jr.; +15035550114; wkemp@kemp.example; at Kemp"],
    ["George Pell II; office@pell.example", "George Pell III; office@pell.example"],
    ["Henry Stark Sr.; stark@d4.example; at Stark", "Henry Stark Jr.; stark@d4.example; at Stark"],
    ["Carlos Mota; +551140001; at Mota", "Carlos Mota Filho; +551140001; at Mota"],
    ["Louis Marchand; at Marchand; louis@marchand.example", "Louis Marchand Jr.; at Marchand"],
  ],
  "one address of a family": [
    ["Tim Ackerman; family@ackerman.example", "Lisa Ackerman; family@ackerman.example"],
    ["Paul Becher; becher@e2.example; +49893001", "Petra Becher; becher@e2.example; +49893001"],
    ["Max Cramer; cramers@e3.example", "Moritz Cramer; cramers@e3.example", "Mia Cramer; cramers@e3.example"],
    ["Olga Dorsch; dorsch@e4.example", "Oskar Dorsch; dorsch@e4.example"],
    ["Ben Eckert; eckert@e5.example; at Eckert", "Britta Eckert; eckert@e5.example; at Eckert"],
    ["Romy Fink; wir@fink.example", "Jonas Taler; wir@fink.example"],
  ],
  "an assistant with the number of the boss": [
    ["Ulrich Gantz; +49894001; u.gantz@f1.example; at F1", "Simone Heller; +49894001; s.heller@f1.example; at F1"],
    ["Vera Innes; +49894002; vera@f2.example; at F2", "Walt Jansen; +49894002; at F2"],
    ["Xaver Kolb; +49894003; at F3", "Yvonne Kolbe; +49894003; yvonne@f3.example; at F3"],
    ["Anne Lindner; +49894004; anne.lindner@f4.example; at F4", "Anne Moser; +49894004; anne.moser@f4.example; at F4"],
    ["Bernd Nagel; +49894005", "Claudia Opitz; +49894005"],
    ["Detlef Prinz; +49894006; dp@f6.example", "Elke Raabe; +49894006; buero@f6.example; er@f6.example"],
  ],
  "one name twice at a large company": [
    ["John Smith; john.smith@globex.example; at Globex", "John Smith; john.smith2@globex.example; at Globex"],
    ["Wei Chen; wei.chen@hooli.example; at Hooli", "Wei Chen; w.chen@hooli.example; at Hooli"],
    ["Priya Sharma; priya.sharma@initrode.example; at Initrode", "Priya Sharma; priya.sharma1@initrode.example; at Initrode; +912240001"],
    ["Jan Nowak; jan.a.nowak@kronos.example; at Kronos", "Jan Nowak; jan.b.nowak@kronos.example; at Kronos"],
    ["Maria Silva; maria.silva@lumon.example; at Lumon", "Maria Silva; msilva@lumon.example; at Lumon"],
    [
      "Ahmed Khan; ahmed.khan@massive.example; at Massive; +442071000",
      "Ahmed Khan; ahmed.khan3@massive.example; at Massive; +442071000",
      "Olivia Ward; olivia.ward@massive.example; at Massive; +442071000",
      "Noel Yates; noel.yates@massive.example; at Massive; +442071000",
    ],
  ],
  "names that look alike": [
    ["Christian Albers; at G1", "Christina Albers; at G1"],
    ["Andrea Bianchi; andrea@g2.example; at G2", "Andreas Bianchi; andreas@g2.example; at G2"],
    ["Anna Bauer; at G3", "Anna Baur; at G3"],
    ["Daniel Costa; +351210001; at G4", "Daniela Costa; +351210001; at G4"],
    ["Paul Damm; paul.damm@g5.example; at G5", "Paul Dahm; paul.dahm@g5.example; at G5"],
    ["Stefan Erb; at G6; stefan@g6.example", "Stefanie Erb; at G6"],
  ],
  couples: [
    ["Lars Fjord; +4722220001; lars@h1.example", "Lena Fjord; +4722220001; lena@h1.example"],
    ["Nick Grant; +16175550115", "Nora Grant; +16175550115"],
    ["Otto Hahn; otto@h3.example; +49895003; at Hahn", "Olivia Hahn; olivia@h3.example; +49895003; at Hahn"],
    ["Pia Ibsen; ibsen@h4.example; +4533330004", "Per Ibsen; ibsen@h4.example; +4533330004"],
    ["R. Jensen; rune@h5.example; +4533330005", "Rikke Jensen; rikke@h5.example; +4533330005"],
    ["Sofia Karlsen; at H6; +4722220006", "Stian Karlsen; at H6; +4722220006"],
  ],
  "a mailbox that several people read": [
    ["Maria Garcia; accueil@j1.example", "Maria Lopez; accueil@j1.example"],
    ...[
      "biuro",
      "do-not-reply",
      "front.desk",
      "pr",
      "ap",
      "owner",
      "family",
      "clinic",
      "pharmacy",
      "acme",
      "empfang",
      "recepcja",
      "toimisto",
      "comptabilite",
      "accounts.payable",
      "no_reply2",
    ].map((local): Decoy => [`Maria Garcia; ${local}@acme.example`, `Maria Lopez; ${local}@acme.example`]),
    ["Ana Costa; acme@mail.acme.co.uk", "Ana Lima; acme@mail.acme.co.uk"],
  ],
  "opposed salutations": [
    ["Herr Schmidt; schmidt@k1.example", "Frau Schmidt; schmidt@k1.example"],
    ["Mr. Lee; +12025550140", "Mrs. Lee; +12025550140"],
    ["Mr. Lee; lee@k2.example", "Mrs. Lee; lee@k2.example"],
    ["Herr Kim Adler; +49897001; at K3", "Frau Kim Adler; +49897001; at K3"],
    ["Sig. Rossi; rossi@k4.example", "Sig.ra Rossi; rossi@k4.example"],
  ],
  "opposed generations": [
    ["Hans Weber sen.; weber@l1.example", "Hans Weber jun.; weber@l1.example"],
    ["Hans Weber d. Ä.; weber@l2.example", "Hans Weber d. J.; weber@l2.example"],
    ["João Silva Filho; silva@l3.example", "João Silva Neto; silva@l3.example"],
    ["Hans Weber senior; +49897002", "Hans Weber junior; +49897002"],
    ["Jan Novák st.; novak@l4.example", "Jan Novák ml.; novak@l4.example"],
  ],
  "a person, and who is reached through them": [
    ["Assistant to John Smith; john.smith@m1.example", "John Smith; john.smith@m1.example"],
    ["Sekretariat Weber; weber@m2.example", "Hans Weber; weber@m2.example"],
    ["Familie Weber; weber@m3.example", "Hans Weber; weber@m3.example"],
    ["Wife of John Smith; john@m4.example", "John Smith; john@m4.example"],
  ],
  "the page of an employer": [
    ["Sam Fox; sam.fox@n1.example; https://x.com/n1; at N1", "Sam Miller; sam.miller@n1.example; https://x.com/n1; at N1"],
    ["Sam Fox; sam.fox@n2.example; https://facebook.com/n2", "Sam Miller; sam.miller@n2.example; https://facebook.com/n2"],
  ],
  "a page, a part of a name or a first name in common": [
    ["Ana García López; at I1", "Ana García Ruiz; at I1"],
    ["Tara Nolan; company/initech", "Uwe Olsen; company/initech", "Vito Pace; company/initech"],
    ["Maria; at I3", "Maria; at I4"],
    ["Leo; +49896004; leo@i4.example", "Lea Quinn; +49896004; lea@i4.example"],
    ["M. Schulz; at I5; martin.schulz@i5.example", "Monika Schulz; at I5; monika.schulz@i5.example"],
    ["Nele Thiel; nele@i6.example; at I6", "Nele Ulmer; nele.ulmer@i6.example; at I6"],
  ],
};

/** People who may be one, and of whom nobody is certain: a merge cannot be undone. */
export const NEVER_CERTAIN: Readonly<Record<string, readonly (readonly [one: string, other: string])[]>> = {
  "another last name": [
    ["Maria Garcia; maria@o1.example", "Maria Lopez; maria@o1.example"],
    ["Maria Garcia; in/maria", "Maria Lopez; in/maria"],
    ["Maria Garcia; +34911200; at O2", "Maria Lopez; +34911200; at O2"],
    ["Maria Garcia; maria@o3.example", "Maria Garcia Lopez; maria@o3.example"],
    ["Maria Garcia; #7", "Maria Lopez; #7"],
  ],
  "a suffix that one of them lacks": [
    ["João Silva Neto; silva@p1.example", "João Silva; silva@p1.example"],
    ["Hans Weber jun.; weber@p2.example", "Hans Weber; weber@p2.example"],
    ["Hans Weber d. J.; weber+x@p3.example", "Hans Weber; weber@p3.example"],
    ["Hans Weber X.; weber@p4.example", "Hans Weber; weber@p4.example"],
    ["Bob Weber Jr.; weber@p5.example", "Robert Weber; weber@p5.example"],
    ["Hans Weber 2nd; +49898001", "Hans Weber; +49898001"],
  ],
  "one word of a name": [
    ["Schmidt; schmidt@q1.example", "Schmidt; schmidt@q1.example"],
    ["Herr Schmidt; schmidt@q2.example", "Herr Schmidt; schmidt@q2.example"],
    ["Herr Schmidt; schmidt@q3.example", "Hans Schmidt; schmidt@q3.example"],
    ["Dr. Lee; +12025550141", "Dr. Lee; +12025550141"],
  ],
  "a phone number, and another e-mail address": [
    ["Test Kunde; a@r1.example; +49898002", "Test Kunde; b@r2.example; +49898002"],
    ["Test Kunde; a@r1.example; +49898003; at R1", "Test Kunde; b@r2.example; +49898003; at R1"],
  ],
  "a phone number, and a first name that is only alike": [
    ["Marc Weber; +49898004", "Marco Weber; +49898004"],
    ["Chris Park; +49898005", "Christine Park; +49898005"],
    ["Jo Park; +49898006; at S1", "Joe Park; +49898006; at S1"],
    ["Anna Rossi; +49898007", "Anna Maria Rossi; +49898007"],
    ["Jean Dupont; +49898008", "Jean-Marc Dupont; +49898008"],
  ],
  "a nickname that is short for several names": [
    ["Sam Lee; lee@t1.example", "Samantha Lee; lee@t1.example"],
    ["Alex Lee; lee@t2.example", "Alexandra Lee; lee@t2.example"],
    ["Sam Lee; lee@t3.example", "Samuel Lee; lee+x@t3.example"],
  ],
  "a profile, and another e-mail address": [["Sam Fox; sam@u1.example; https://x.com/u1", "Sam Fox; sam@u2.example; https://x.com/u1"]],
};
