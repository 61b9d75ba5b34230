/**
 * Questions that filters, an order or groups answer, over the sandbox's 500 contacts. A line is `question => reading`:
 * filters (any of several in brackets), `sort`, `by` (groups), measures, `limit`, `share of` some of the filters or `all`, and the `query` that is left to be
 * searched. `plain`: all words are searched, as of one person. `nothing fits`: the part that nothing in the workspace
 * fits, so that no contact is listed.
 */
export const CONDITIONS: Readonly<Record<string, string>> = {
  countsByGroup: `
    how many contacts per lifecycle stage => by lifecycle_stage
    how many contacts per stage => by lifecycle_stage
    how many contacts do we have per region? => by region
    number of contacts by owner => by owner
    how many leads per region => lifecycle_stage = Lead; by region
    contacts by industry => by industry
    how many people were created per month => by created month
    count of contacts by persona => by persona
    breakdown by region => by region
    how many customers per owner => lifecycle_stage = Customer; by owner
    how many contacts per region and persona => by region, persona
    contacts grouped by owner => by owner
    how many contacts for each account => by account
    average deal size per region => by region; average deal_size
    average deal size by owner => by owner; average deal_size
    total deal size by owner => by owner; sum deal_size
    sum of deal size per stage => by lifecycle_stage; sum deal_size
    how much deal size per region => by region; sum deal_size
    total annual budget by industry => by industry; sum annual_budget
    leads created last month per region => lifecycle_stage = Lead; created equal last month; by region
    customers per region with deals over 50k => lifecycle_stage = Customer; deal_size greaterThan 50000; by region
  `,
  sums: `
    total deal size => sum deal_size
    average ICP score => average icp_score
    what is the average icp score of customers => lifecycle_stage = Customer; average icp_score
    maximum annual budget => max annual_budget
    sum of annual budget for customers => lifecycle_stage = Customer; sum annual_budget
  `,
  counts: `
    how many customers => lifecycle_stage = Customer; limit 0
    how many churned contacts are there => lifecycle_stage = Churned; limit 0
    how many leads do we have => lifecycle_stage = Lead; limit 0
    how many people without an email => email not_isSet; limit 0
    number of contacts without an owner => owner not_isSet; limit 0
    how many contacts were created this month => created equal this month; limit 0
    count customers in EMEA => lifecycle_stage = Customer; region = EMEA; limit 0
    how many champions => persona = Champion; limit 0
    how many champions in APAC => persona = Champion; region = APAC; limit 0
  `,
  negations: `
    contacts without an email => email not_isSet
    people without a phone number => phone not_isSet
    who has no title => title not_isSet
    contacts with no owner => owner not_isSet
    contacts without an e-mail or phone => email not_isSet; phone not_isSet
    people with no email or no phone => (email not_isSet | phone not_isSet)
    without a deal size => deal_size not_isSet
    missing email => email not_isSet
    contacts missing an owner => owner not_isSet
    people who have no account => account not_isSet
    leads without an owner => lifecycle_stage = Lead; owner not_isSet
    customers without a phone => lifecycle_stage = Customer; phone not_isSet
    contacts with an annual budget => annual_budget isSet
    customers with an owner => lifecycle_stage = Customer; owner isSet
    everyone without a follow up => next_follow_up not_isSet
    never contacted => lastInteractionAt not_isSet
    never been in touch with, with a phone => lastInteractionAt not_isSet; phone isSet
    not customers => lifecycle_stage not_equal Customer
    contacts who are not customers => lifecycle_stage not_equal Customer
    customers not in EMEA => lifecycle_stage = Customer; region not_equal EMEA
    everyone except leads => lifecycle_stage not_equal Lead
    people not at Acme => account not_contains Acme
    contacts not in Berlin => address not_hasWords Berlin
    customers not owned by Priya Raman => lifecycle_stage = Customer; owner not_contains Priya Raman
    customers without a title and without an owner => lifecycle_stage = Customer; title not_isSet; owner not_isSet
    no email and no owner => email not_isSet; owner not_isSet
  `,
  scopeOfNegations: `
    customers that are neither VP nor director => lifecycle_stage = Customer; title not_hasWords VP/Vice President/director
    neither Maja nor Freya => nothing fits neither Maja nor
    lacking Acme => nothing fits lacking Acme
    leads, referred by none => nothing fits referred by none
    nobody's leads => nothing fits nobody's leads
    Acme, nobody from sales => title not_hasWords sales; account contains Acme
    Germany not VP owner Hannah => title not_hasWords VP/Vice President; owner contains Hannah; address.country equal Germany
    leads not a director owner Kenji => lifecycle_stage = Lead; title not_hasWords director; owner contains Kenji
    Germany, not VP, owner Hannah or Maya => title not_hasWords VP/Vice President; owner contains Hannah/Maya; address.country equal Germany
    title not VP, Germany => title not_hasWords VP/Vice President; address.country equal Germany
    Acme, title isn't manager => title not_hasWords manager; account contains Acme
    leads whose title is not manager => lifecycle_stage = Lead; title not_hasWords manager
    APAC customers, city not Tokyo => region = APAC; lifecycle_stage = Customer; address not_hasWords Tokyo
    Acme, not a manager => title not_hasWords manager; account contains Acme
    Acme, no manager => reports_to not_isSet; account contains Acme
    people with a phone, not a title => phone isSet; title not_isSet
    Acme, not an owner => nothing fits not an owner
    persona not manager, leads => nothing fits not manager
    owner not VP, leads => nothing fits not VP
    name not Smith, Germany => nothing fits not Smith
    email not gmail => email not_contains @gmail.
    email not at gmail.com, leads => email not_contains @gmail.com; lifecycle_stage = Lead
    leads not at acme.com => nothing fits not at acme.com
    Acme, no VP => nothing fits no VP
    people who aren't friendly => nothing fits aren't friendly
  `,
  exceptedPeople: `
    anybody at Acme but Freya Hall => account contains Acme; name not_contains Freya Hall
    Who do we know at Acme who works with Kenji Matsumoto, apart from him? => account contains Acme; account of Kenji Matsumoto
    Acme except Freya Hall => name not_contains Freya Hall; account contains Acme
    everyone except Freya Hall at Acme => nothing fits except Freya Hall
    customers besides Maja => nothing fits besides Maja
    leads except Hannah Weiss => nothing fits except Hannah Weiss
    leads except Maja Jensen and those in EMEA => lifecycle_stage = Lead; name not_contains Maja Jensen; region not_equal EMEA
    who at Acme besides Freya Hall has a phone => account contains Acme; name not_contains Freya Hall; phone isSet
    Clara Lang, not the Cobalt Pay one => account not_contains Cobalt Pay; query Clara Lang
    Clara Lang, not the one at Cobalt Pay => account not_contains Cobalt Pay; query Clara Lang
  `,
  roles: `
    linked to more than one account => account hasAtLeast 2
    do we have more leads in the Americas or in EMEA => lifecycle_stage = Lead; region = Americas/EMEA; by region
    people from Poland in sales or marketing roles without an owner => address.country equal Poland; title hasWords sales/marketing; owner not_isSet
    my colleague Alex Morgan's contacts without a title => owner contains Alex Morgan; title not_isSet
    my colleague's leads => nothing fits my colleague's
  `,
  misspeltWords: `
    customers with no mail adress => lifecycle_stage = Customer; email not_isSet
    leads without an emial => lifecycle_stage = Lead; email not_isSet
    two leads with the larget annual budget => lifecycle_stage = Lead; sort annual_budget desc; limit 2
    custmers in APAC => lifecycle_stage = Customer; region = APAC
    people intrested in reporting => interests = Reporting
    contacts without a followup in EMEA => next_follow_up not_isSet; region = EMEA
    icpscore over 90 => icp_score greaterThan 90
    dealsize above 80k => deal_size greaterThan 80000
    how many contacts per lifecyclestage => by lifecycle_stage
    contacts per tshirt size => by t_shirt_gro_e
    decisionmakers in APAC => persona = Decision Maker; region = APAC
    contacts with no linked in => linkedIn not_isSet
    contacts with a web site => website isSet
    need a phone no. for begona pena => query begona pena; show name, account, phone
  `,
  comparedGroups: `
    is the average deal bigger in EMEA than in APAC => region = EMEA/APAC; by region; average deal_size
    are deals bigger in EMEA than in APAC => nothing fits bigger / than
    are there more leads than opportunities => lifecycle_stage = Lead/Opportunity; by lifecycle_stage
    how many more leads than customers do we have => lifecycle_stage = Lead/Customer; by lifecycle_stage
    do we have more than 50 leads => lifecycle_stage = Lead; limit 0
    which of Lukas Weber and Maja Jensen has the lower budget => name hasWords Lukas Weber/Maja Jensen; sort annual_budget
    who did we talk to more recently, Lukas Weber or Maja Jensen => name hasWords Lukas Weber/Maja Jensen; sort lastInteractionAt desc
    who has more customers, Maya Lindqvist or Kenji Ōta => lifecycle_stage = Customer; owner contains Maya Lindqvist/Kenji Ōta; sort count desc; by owner
    between Lukas Weber and Maja Jensen, who has the bigger deal => name hasWords Lukas Weber/Maja Jensen; sort deal_size desc
    How does the average deal size of customers compare between EMEA and APAC? => lifecycle_stage = Customer; region = EMEA/APAC; by region; average deal_size
    how does the average deal size compare across stages => by lifecycle_stage; average deal_size
    champions and blockers: how many of each => persona = Champion/Blocker; by persona
    which interests do champions have, with counts => persona = Champion; by interests
    stages and how many contacts are in each => by lifecycle_stage
    list regions with the number of customers in each => lifecycle_stage = Customer; by region
    how many new this month vs last month => created equal this month/last month; by created month
  `,
  saidOrders: `
    people at acme robotics, alphabetical by last name => account contains acme robotics; sort name.lastName
    next follow-up in May 2026 sorted by date => next_follow_up equal May 2026; sort next_follow_up
    customers sorted by when we last talked to them => lifecycle_stage = Customer; sort lastInteractionAt
    leads created this year in reverse chronological order => lifecycle_stage = Lead; created equal this year; sort created desc
    latest 7 contacts we spoke with => sort lastInteractionAt desc; limit 7
    latest three people in LATAM we were in touch with => territory = LATAM; sort lastInteractionAt desc; limit 3
    people in contact with us since June => lastInteractionAt greaterThanOrEqual June
    who we spoke with in October 2025, by date => lastInteractionAt equal October 2025; sort lastInteractionAt
  `,
  saidPresence: `
    interested in nothing => interests not_isSet
    leads except those without a phone => lifecycle_stage = Lead; phone isSet
    contacts where email is set but phone isn't => email isSet; phone not_isSet
    contacts with a region different from EMEA => region not_equal EMEA
    leads whose events include SaaStr => lifecycle_stage = Lead; events = SaaStr 2025
    customers including churned => lifecycle_stage = Customer/Churned
    is there a mobile number for anybody at Ember Games => mobile isSet; account contains Ember Games
  `,
  alternativePhrases: `
    all customers but the ones in APAC => lifecycle_stage = Customer; region not_equal APAC
    all customers but those without a phone => lifecycle_stage = Customer; phone isSet
    VPs in sales or directors in marketing => nothing fits in sales or directors in marketing
    people in sales or marketing in Germany => title hasWords sales/marketing; address.country equal Germany
    leads owned by Kenji or customers owned by Hannah => ((lifecycle_stage = Lead & owner contains Kenji) | (lifecycle_stage = Customer & owner contains Hannah))
    owned by Kenji or created by Daniel => (owner contains Kenji | createdBy contains Daniel)
    leads owned neither by Priya nor by Kenji => lifecycle_stage = Lead; owner not_contains Priya/Kenji
    count of contacts not in any region => region not_isSet; limit 0
    follow-ups for Kenji next week => next_follow_up equal next week; owner contains Kenji
    people at Acme Robotics or customers in EMEA => nothing fits customers in EMEA
    champions in EMEA or customers => nothing fits customers
    VPs or champions in EMEA => (title hasWords VP/Vice President | persona = Champion); region = EMEA
    leads in EMEA or APAC without a phone => lifecycle_stage = Lead; region = EMEA/APAC; phone not_isSet
  `,
  askedColumns: `
    APAC customers show email and city => region = APAC; lifecycle_stage = Customer; show name, email, address.city
    APAC customers (name, email, city) => region = APAC; lifecycle_stage = Customer; show name, email, address.city
    APAC customers and their city => region = APAC; lifecycle_stage = Customer; show name, address.city
    APAC customers, show street and postal code => region = APAC; lifecycle_stage = Customer; show name, address.street, address.postalCode
    velo city leads => lifecycle_stage = Lead; account contains velo city
    everyone at Acme, return id and email => account contains Acme; show name, email
    leads in Germany, show country and city => lifecycle_stage = Lead; address.country equal Germany; show name, address.country, address.city
    leads show email phone and title sorted by score => lifecycle_stage = Lead; sort icp_score; show name, email, phone, title
    name title phone of Acme contacts => query Acme; show name, account, title, phone
    leads, email known => lifecycle_stage = Lead; email isSet
    leads, owner nobody => lifecycle_stage = Lead; owner not_isSet
    leads, phone set, Germany => lifecycle_stage = Lead; phone isSet; address.country equal Germany
    APAC leads, fields name email phone => region = APAC; lifecycle_stage = Lead; show name, email, phone
    APAC leads, return name and phone => region = APAC; lifecycle_stage = Lead; show name, phone
    5 longest without interaction owner Kenji Ōta, columns title account => owner contains Kenji Ōta; sort lastInteractionAt; limit 5; show name, title, account
    follow-up in July 2026; show owner and follow-up date => next_follow_up equal July 2026; show name, owner, next_follow_up
    When did we last speak with Maja Jensen, and who owns the contact? => query Maja Jensen; show name, account, lastInteractionAt, owner
    When did we last speak with Maja Jensen, and who owns him? => query Maja Jensen; show name, account, lastInteractionAt, owner
    leads by owner, show email => nothing fits Email
  `,
  spokenNumbers: `
    contacts with an annual budget over fifty thousand => annual_budget greaterThan 50000
    deal size above sixty five thousand => deal_size greaterThan 65000
    budget of at least eighty k please => annual_budget greaterThanOrEqual 80000
    icp score between sixty and eighty => icp_score greaterThanOrEqual 60; icp_score lessThanOrEqual 80
    whose icp is more than seventy-five => icp_score greaterThan 75
    deals over half a million => deal_size greaterThan 500000
    budgets under a hundred thousand and icp over ninety => annual_budget lessThan 100000; icp_score greaterThan 90
    deal size from sixty to eighty thousand => deal_size greaterThanOrEqual 60000; deal_size lessThanOrEqual 80000
    top fifteen contacts by deal size => sort deal_size desc; limit 15
    budget over 0,05 Mio => annual_budget greaterThan 50000
    deals of more than 1 lakh => deal_size greaterThan 100000
    customers over 50.000 euros => lifecycle_stage = Customer; deal_size greaterThan 50000
    leads above $60,000 => lifecycle_stage = Lead; annual_budget greaterThan 60000
    leads above 60,000 pounds => nothing fits above 60,000 pounds
    deal size over what they had => nothing fits deal size over what
    annual budget higher than deal size => nothing fits annual budget higher than deal size
    not contacted for thirty days => (lastInteractionAt lessThan 30 days ago | lastInteractionAt not_isSet)
  `,
  linkedFrom: `
    who did Larissa Brandão refer => referred of Larissa Brandão
    people that Larissa Brandão has referred => referred of Larissa Brandão
    contacts not referred by Larissa Brandão => referred not_of Larissa Brandão
    who referred Rasmus Hansen => referred contains Rasmus Hansen
    contacts who referred somebody => referred isSet
    who was referred by a contact => nothing fits referred by a contact
    who does Maja Jensen report to => reports_to of Maja Jensen
    who is Maja Jensen's manager => reports_to of Maja Jensen
    who created Maja Jensen => query Maja Jensen; show name, account, createdBy
    who is responsible for Maja Jensen => query Maja Jensen; show name, account, owner
    which rep looks after Maja Jensen => query Maja Jensen; show name, account, owner
    when did we last speak with Maja Jensen? => query Maja Jensen; show name, account, lastInteractionAt
    how long ago did Maja Jensen hear from us => query Maja Jensen; show name, account, lastInteractionAt
    last contact with Maja Jensen => query Maja Jensen; show name, account, lastInteractionAt
    when was Maja Jensen added to the CRM => query Maja Jensen; show name, account, created
    when should we follow up with Maja Jensen => query Maja Jensen; show name, account, next_follow_up
    when did Maja Jensen change jobs => plain, doubtful when / change
    when did we first talk to Maja Jensen => plain, doubtful when / first talk
    where does Maja Jensen live => query Maja Jensen; show name, account, address
    in what city is living Maja Jensen => query Maja Jensen; show name, account, address.city
    in which city is Maja Jensen living => query Maja Jensen; show name, account, address.city
    people with the nickname Maja Jensen => query the nickname Maja Jensen; show name, account, spitzname
    Maja Jensen title, account, owner => query Maja Jensen; show name, account, title, owner
    title, account, owner Maja Jensen => query Maja Jensen; show name, account, title, owner
    owner title account of Maja Jensen => query Maja Jensen; show name, account, owner, title
    Maja Jensen city and phone => query Maja Jensen; show name, account, address.city, phone
    Maja Jensen: phone field, ICP score value => query Maja Jensen; show name, account, phone, icp_score
    last interaction date Maja Jensen => query Maja Jensen; show name, account, lastInteractionAt
    deal size value Maja Jensen => query Maja Jensen; show name, account, deal_size
    people with partnerships somewhere in their job title => title hasWords partnerships
    a title that contains partnerships anywhere => title contains partnerships
    somewhere in EMEA => region = EMEA
    contacts at account Acme, excluding Acme Robotics => account contains Acme; account not_contains Acme Robotics
    contacts not at account Acme => account not_contains Acme
    contacts with account Acme but not Acme Robotics => account contains Acme; account not_contains Acme Robotics
    people at the company Redwood Insurance => account contains Redwood Insurance
    where does Maja Jensen work => query Maja Jensen; show name, account
    what is the ICP score of Maja Jensen => query Maja Jensen; show name, account, icp_score
    how big is Maja Jensen's deal => query Maja Jensen's; show name, account, deal_size
    how can I reach Maja Jensen by phone => query Maja Jensen; show name, account, phone
    who handles security at Acme => title hasWords security; account contains Acme
    who manages data and analytics at Oakmont => title hasWords data/analytics; account contains Oakmont
    who leads engineering at Acme => title hasWords engineering; account contains Acme
    who signed up for our newsletter in DACH => newsletter_opt_in equal true; territory = DACH
    customers who agreed to get the newsletter => lifecycle_stage = Customer; newsletter_opt_in equal true
    leads who have not signed up for the newsletter => lifecycle_stage = Lead; newsletter_opt_in not_equal true
    leads who said no to the newsletter => lifecycle_stage = Lead; newsletter_opt_in equal false
    newsletter sign-ups in DACH => newsletter_opt_in equal true; territory = DACH
    leads who asked us not to contact them => lifecycle_stage = Lead; doNotContact equal true
    whom did we talk to most recently in DACH? => territory = DACH; sort lastInteractionAt desc
    which opportunity did we last speak with => lifecycle_stage = Opportunity; sort lastInteractionAt desc
    our latest contact with Acme => account contains Acme; sort lastInteractionAt desc
    who needs an XL t-shirt => t_shirt_gro_e hasWords XL
    leads and customers that churned => lifecycle_stage = Churned
    opportunities that churned => nothing fits opportunities that churned
    birthday this month => nothing fits this month / birthday
    who did we talk to june-august 2025 => lastInteractionAt equal june to august 2025
    Maja Jensen's wife => plain, doubtful wife
    who is the assistant of Maja Jensen => plain, doubtful assistant
    is Maja Jensen married => plain, doubtful married
    Maja Jensen's details => plain
    contacts in US West => territory = US West
    not at Acme but churned => account not_contains Acme; lifecycle_stage = Churned
    how old is Maja Jensen => plain, doubtful old
    could you look up when we last met Maja Jensen => query Maja Jensen; show name, account, lastInteractionAt
    where do our customers in Spain live => lifecycle_stage = Customer; address.country equal Spain
    what's the number of Maja Jensen => query Maja Jensen; show name, account, phone
    leads that need a follow-up => lifecycle_stage = Lead; next_follow_up isSet
    what country is Maja Jensen in => query Maja Jensen; show name, account, address.country
    date we last heard from Maja Jensen => query from Maja Jensen; show name, account, lastInteractionAt
    contacts that were added by Kenji => createdBy contains Kenji
    contacts that attended all events => plain, doubtful attended / events
    our IT contact at Acme => title hasWords IT/Information Technology; account contains Acme
  `,
  severalPlaces: `
    in paris lyon or nantes => address hasWords paris/lyon/nantes
    contacts in Paris, Lyon, Nantes => address hasWords Paris/Lyon/Nantes
    leads in Spain Germany => lifecycle_stage = Lead; address.country equal Spain/Germany
    customers from the Netherlands and Denmark => lifecycle_stage = Customer; address.country equal Netherlands/Denmark
    people in San Francisco => address hasWords San Francisco
    contacts in Berlin Germany => address hasWords Berlin Germany
    contacts in Rotterdam, Utrecht and Odense => address hasWords Rotterdam/Utrecht/Odense
    which founders do we have in Americas => title hasWords founder; region = Americas
    people in Asia => nothing fits Asia
    people in the Japan territory => territory = Japan
  `,
  accountsAlone: `
    customers acme => lifecycle_stage = Customer; account contains acme
    acme robotics leads => lifecycle_stage = Lead; account contains acme robotics
    churned berlin => lifecycle_stage = Churned; address hasWords berlin
    champions at Acme and Acme Robotics => persona = Champion; account contains Acme/Acme Robotics
    people at both Nimbus Cloud and Acme => account contains Nimbus Cloud; account contains Acme
    who works at Polaris => account contains Polaris
    CTO at Acme => plain
    data customers => lifecycle_stage = Customer; query data
    biggest deal of Kenji => owner contains Kenji; sort deal_size desc
  `,
  countedNumbers: `
    number of deals per owner => deal_size isSet; by owner
    who has the most deals => deal_size isSet; sort count desc; by owner
    how many deals do we have => deal_size isSet; limit 0
    how many deals over 50k => deal_size greaterThan 50000; limit 0
    who has the lowest ICP score among decision makers => persona = Decision Maker; sort icp_score
    which owner has the lowest ICP score => sort average icp_score asc; by owner; average icp_score
    how many leads and how many customers do we have => lifecycle_stage = Lead/Customer; by lifecycle_stage
    how many contacts do we have and how many have a phone => nothing fits how many have a phone
  `,
  parts: `
    average budget of US leads => address.country equal US; lifecycle_stage = Lead; average annual_budget
    new leads from last week => lifecycle_stage = Lead; created equal last week
    who should I call next => plain, doubtful call next
    first 10 contacts => limit 10
    head of sales or marketing at Polaris => title hasWords head sales/head marketing; account contains Polaris
    percentage of leads without a phone by region => nothing fits percentage
  `,
  otherWords: `
    interested in AI => interests = AI Agents
    men in marketing => plain, doubtful men
    female customers => nothing fits female
    people we can contact => doNotContact not_equal true
    who can help me with Acme => plain, doubtful help
    contacts with the domain acme.example => email contains @acme.example
    leads without a business email => lifecycle_stage = Lead; email not_isSet
  `,
  currencies: `
    deal size over 50k USD => nothing fits deal size over 50k USD
    annual budget over 70k EUR => nothing fits annual budget over 70k EUR
    budgets under £20k => nothing fits budgets under £20k
    budget over 20k$ => annual_budget greaterThan 20000
    owners with a total budget over 500k EUR => nothing fits with a total budget over 500k EUR
    deals between 20k and 30k euros => deal_size greaterThanOrEqual 20000; deal_size lessThanOrEqual 30000
  `,
  severalNumbers: `
    rated 4 or 5 => sentiment equal 4/5
    icp score of 80 or 90 => icp_score equal 80/90
    leads with sentiment 1 or 2 => lifecycle_stage = Lead; sentiment equal 1/2
  `,
  fieldsInOneWord: `
    in the UK and Ireland territory => territory = UK & Ireland
    customers in EMEA sorted by next follow up date => lifecycle_stage = Customer; region = EMEA; sort next_follow_up
  `,
  behindSigns: `
    customers - phone => lifecycle_stage = Customer; show name, phone
    phone / owner of champions => persona = Champion; show name, phone, owner
  `,
  saidBefore: `
    contacts I was told about => plain, doubtful told
    customers for a couple of months => nothing fits months
  `,
  inContact: `
    who have we touched base with in November 2025 => lastInteractionAt equal November 2025
    customers not touched base with since June 2025 => lifecycle_stage = Customer; (lastInteractionAt lessThan June 2025 | lastInteractionAt not_isSet)
    opportunities nobody has chatted to since August 2025 => lifecycle_stage = Opportunity; (lastInteractionAt lessThan August 2025 | lastInteractionAt not_isSet)
    who did we connect with in December 2025 => lastInteractionAt equal December 2025
    touched in December 2025 => lastInteractionAt equal December 2025
    edited in December 2025 => updated equal December 2025
  `,
  inOtherLetters: `
    berlin, hamburg or muenchen => address hasWords berlin/hamburg/munchen
    customers in koeln, muenchen or berlin => lifecycle_stage = Customer; address hasWords koln/munchen/berlin
    how many people do we have at zuerich analytics => account contains zurich analytics; limit 0
  `,
  accountsInOrder: `
    acme robotics sorted by deal size, biggest first => account contains acme robotics; sort deal_size desc
    Acme Robotics by persona => account contains Acme Robotics; by persona
    Redwood Insurance newest first => account contains Redwood Insurance; sort created desc
    summit outdoor how many => account contains summit outdoor; limit 0
    Jensen sorted by deal size => sort deal_size; query Jensen
    opportunities of Hannah's with a deal over 50k => lifecycle_stage = Opportunity; owner contains Hannah; deal_size greaterThan 50000
    how many contacts is Daniel Okoye looking after => owner contains Daniel Okoye; limit 0
    how many people are on Maya Lindqvist's plate => owner contains Maya Lindqvist; limit 0
  `,
  comparisons: `
    deals over 50k => deal_size greaterThan 50000
    deal size over 50k => deal_size greaterThan 50000
    deal size above €80,000 => deal_size greaterThan 80000
    contacts with a deal size of at least 25,000 => deal_size greaterThanOrEqual 25000
    deals under 10k => deal_size lessThan 10000
    icp score over 80 => icp_score greaterThan 80
    ICP score >= 90 => icp_score greaterThanOrEqual 90
    icp score between 40 and 60 => icp_score greaterThanOrEqual 40; icp_score lessThanOrEqual 60
    customers with deals over 50k => lifecycle_stage = Customer; deal_size greaterThan 50000
    annual budget less than 20k => annual_budget lessThan 20000
    people with a budget above 100k => annual_budget greaterThan 100000
    leads with an icp score below 20 => lifecycle_stage = Lead; icp_score lessThan 20
    contacts with a score of more than 75 => icp_score greaterThan 75
  `,
  dates: `
    not spoken to since June => (lastInteractionAt lessThan June | lastInteractionAt not_isSet)
    not spoken to since 2025-06-01 => (lastInteractionAt lessThan 2025-06-01 | lastInteractionAt not_isSet)
    who have we not talked to for 90 days => (lastInteractionAt lessThan 90 days ago | lastInteractionAt not_isSet)
    people we haven't contacted in 3 months => (lastInteractionAt lessThan 3 months ago | lastInteractionAt not_isSet)
    contacts with no activity in the last 6 months => (lastInteractionAt lessThan 6 months ago | lastInteractionAt not_isSet)
    customers not contacted for 60 days => lifecycle_stage = Customer; (lastInteractionAt lessThan 60 days ago | lastInteractionAt not_isSet)
    people we spoke to this week => lastInteractionAt equal this week
    spoken to in the last 30 days => lastInteractionAt greaterThanOrEqual 30 days ago
    last interaction before January => lastInteractionAt lessThan January
    last interaction more than 90 days ago => lastInteractionAt lessThan 90 days ago
    contacted since 2026-01-01 => lastInteractionAt greaterThanOrEqual 2026-01-01
    created this week => created equal this week
    created this month => created equal this month
    created on the 6th => created equal 6th
    contacts created in January 2023 => created equal January 2023
    new contacts this month => created equal this month
    new this quarter => created equal this quarter
    added since yesterday => created greaterThanOrEqual yesterday
    created last year => created equal last year
    updated today => updated equal today
    updated in the last 7 days => updated greaterThanOrEqual 7 days ago
    not updated for 90 days => updated lessThan 90 days ago
    not touched for 90 days => (lastInteractionAt lessThan 90 days ago | lastInteractionAt not_isSet)
    not edited for 90 days => updated lessThan 90 days ago
    changed since Monday => updated greaterThanOrEqual Monday
    not changed since last year => updated lessThan last year
    customers created in 2023 => lifecycle_stage = Customer; created equal 2023
    next follow up this week => next_follow_up equal this week
    follow-ups due next week => next_follow_up equal next week
    overdue follow-ups => next_follow_up lessThan today
    follow up before Friday => next_follow_up lessThan Friday
    who was created on the 6th => created equal 6th
    who did we add last week => created equal last week
    contacts we have not heard from since January 2026 => (lastInteractionAt lessThan January 2026 | lastInteractionAt not_isSet)
  `,
  orders: `
    largest deals => sort deal_size desc
    biggest deal size => sort deal_size desc
    top 5 by deal size => sort deal_size desc; limit 5
    top 10 deals => sort deal_size desc; limit 10
    highest icp score => sort icp_score desc
    lowest icp score => sort icp_score
    customers with the largest deals => lifecycle_stage = Customer; sort deal_size desc
    newest contacts => sort created desc
    latest contacts => sort created desc
    oldest contacts => sort created
    most recently updated => sort updated desc
    most recently contacted customers => lifecycle_stage = Customer; sort lastInteractionAt desc
    least recently contacted => sort lastInteractionAt
    sorted by deal size desc => sort deal_size desc
    leads sorted by icp score => lifecycle_stage = Lead; sort icp_score
    customers ordered by annual budget descending => lifecycle_stage = Customer; sort annual_budget desc
    top 3 customers by icp score => lifecycle_stage = Customer; sort icp_score desc; limit 3
  `,
  options: `
    churned => lifecycle_stage = Churned
    churned customers => lifecycle_stage = Churned
    customers in Berlin => lifecycle_stage = Customer; address hasWords Berlin
    leads in EMEA => lifecycle_stage = Lead; region = EMEA
    champions at Acme => persona = Champion; account contains Acme
    decision makers at Brightloom => persona = Decision Maker; account contains Brightloom
    marketing qualified leads => lifecycle_stage = Marketing Qualified
    EMEA customers => region = EMEA; lifecycle_stage = Customer
    customers or leads => lifecycle_stage = Customer/Lead
    influencers and champions => persona = Influencer/Champion
    contacts in the region APAC => region = APAC
    stage Opportunity => lifecycle_stage = Opportunity
    lifecycle stage is Customer => lifecycle_stage = Customer
    industry Software => industry = Software
  `,
  aboutOnePerson: `
    people with a dog => plain, doubtful dog
    CTO of Beacon => plain
    Alex at Acme => plain
    number ending 4471 => plain
    head of sales => plain
    Per Andersson => plain
    customer success manager => plain
    lead product => plain
    security people => title hasWords security
    May Jones => plain
    George Best => plain
    who owns Maja Jensen => query Maja Jensen; show name, account, owner
    director of customer success at trellis => plain
    Jonas in Berlin => plain
    the founder of clyde => plain
  `,
  inOtherWords: `
    contacts missing both e-mail and phone => email not_isSet; phone not_isSet
    contacts with linkedin but no email => linkedIn isSet; email not_isSet
    contacts with a linkedin profile and without an e-mail address => linkedIn isSet; email not_isSet
    which region has the most customers => lifecycle_stage = Customer; sort count desc; by region
    what owner has the fewest leads => lifecycle_stage = Lead; sort count asc; by owner
    accounts with the most contacts => sort count desc; by account
    which stage has the highest total deal size => sort sum deal_size desc; by lifecycle_stage; sum deal_size
    deal size above 100,000 EUR => deal_size greaterThan 100000
    annual budget over 1 million => annual_budget greaterThan 1000000
    who has do not contact set => doNotContact equal true
    contacts marked as do not contact => doNotContact equal true
    newest lead => lifecycle_stage = Lead; sort created desc
    newest customers => lifecycle_stage = Customer; sort created desc
    newest churned customers => lifecycle_stage = Churned; sort created desc
    3 newest customers => lifecycle_stage = Customer; sort created desc; limit 3
    10 customers with lowest score => lifecycle_stage = Customer; sort icp_score; limit 10
    the five biggest deals => sort deal_size desc; limit 5
    leads older than 90 days => lifecycle_stage = Lead; created lessThan 90 days ago
    contacts newer than 2 weeks => created greaterThan 2 weeks ago
    created between January and March => created equal between January and March
    people from Tokyo or Osaka => address hasWords Tokyo/Osaka
    customers in Paris or London => lifecycle_stage = Customer; address hasWords Paris/London
    contacts at Polaris or Acme => account contains Polaris/Acme
    notes mentioning conference => (notes contains conference | notes_2 contains conference)
    contacts with title containing engineer => title contains engineer
    contacts added this quarter by region => created equal this quarter; by region
    contacts not owned by me => owner not_equal me
    next follow ups this week => next_follow_up equal this week
    title starts with head => title startsWith head
    give me 5 leads from Berlin => lifecycle_stage = Lead; address hasWords Berlin; limit 5
    biggest customers in the Americas by annual budget => lifecycle_stage = Customer; region = Americas; sort annual_budget desc
    split our leads by region => lifecycle_stage = Lead; by region
    anyone not assigned to an owner => owner not_isSet
    unassigned leads => owner not_isSet; lifecycle_stage = Lead
    contacts whose email is missing => email not_isSet
    people where the title is not set => title not_isSet
    customers having budgets between 10k and 50k => lifecycle_stage = Customer; annual_budget greaterThanOrEqual 10000; annual_budget lessThanOrEqual 50000
    lowest deals first => sort deal_size
    who are our champions at Polaris => persona = Champion; account contains Polaris
    deals worth more than 75000 => deal_size greaterThan 75000
    deals of exactly 50000 => deal_size equal 50000
    icp score equal to 80 => icp_score equal 80
    sales qualified leads, no follow-up scheduled => lifecycle_stage = Sales Qualified; next_follow_up not_isSet
    follow-ups overdue => next_follow_up lessThan today
    champions w/o LinkedIn => persona = Champion; linkedIn not_isSet
    contacts w/o title => title not_isSet
    newsletter subscribers in the UK => newsletter_opt_in equal true; address.country equal UK
    people who haven't opted in to the newsletter => newsletter_opt_in not_equal true
    lowest ICP scores among customers => lifecycle_stage = Customer; sort icp_score
    candidates with a personal website but no Instagram => website isSet; instagram not_isSet
    people who came to Web Summit => events = Web Summit 2025
    attendees of the Tokyo roadshow => events = Roadshow Tokyo
    anyone from the customer dinner in Berlin => events = Customer Dinner – Berlin
    interested in security but not compliance => interests = Security; interests not_equal Compliance
    MQLs and SQLs => lifecycle_stage = Marketing Qualified/Sales Qualified
    everyone created in January 2023 by Maya => createdBy contains Maya; created equal January 2023
    who reports to Siân Brontë? => reports_to contains Siân Brontë
    people who don't report to anyone => reports_to not_isSet
    contacts that nobody owns => owner not_isSet
    contacts owned by anyone => owner isSet
    leads AND opportunities in EMEA => lifecycle_stage = Lead/Opportunity; region = EMEA
    leads managed by me => lifecycle_stage = Lead; owner equal me
    leads not owned by me => lifecycle_stage = Lead; owner not_equal me
    leads owned by Kenji or me => lifecycle_stage = Lead; (owner contains Kenji | owner equal me)
    contacts somebody owns => owner isSet
    leads assigned to someone => lifecycle_stage = Lead; owner isSet
    contacts not owned by anybody => owner not_isSet
    opportunities not assigned to somebody => lifecycle_stage = Opportunity; owner not_isSet
    contacts spoken to between 1 October and 15 November 2025 => lastInteractionAt equal between 1 October and 15 November 2025
    last 10 people we spoke to => sort lastInteractionAt desc; limit 10
    customers not contacted since 6 months => lifecycle_stage = Customer; (lastInteractionAt lessThan 6 months ago | lastInteractionAt not_isSet)
    customers with no contact for over a year => lifecycle_stage = Customer; (lastInteractionAt lessThan a year ago | lastInteractionAt not_isSet)
    accounts with the highest total deal value => sort sum deal_size desc; by account; sum deal_size
    lifecycle breakdown for healthcare => industry = Healthcare; by lifecycle_stage
    deals of customers, smallest first => lifecycle_stage = Customer; sort deal_size
    notes say out of office => (notes contains out of office | notes_2 contains out of office)
    non-customers in EMEA => lifecycle_stage not_equal Customer; region = EMEA
  `,
  negatedLists: `
    not in EMEA or APAC => region not_equal EMEA/APAC
    contacts that aren't customers or leads => lifecycle_stage not_equal Customer/Lead
    everyone except leads and customers => lifecycle_stage not_equal Lead/Customer
    neither leads or customers => lifecycle_stage not_equal Lead/Customer
    not customers, leads or churned => lifecycle_stage not_equal Customer/Lead/Churned
    contacts not owned by Kenji or Priya => owner not_contains Kenji/Priya
    contacts not owned by kenji or priya => owner not_contains kenji/priya
    not at acme and without a phone => account not_contains acme; phone not_isSet
    customers who don't lack ambition => nothing fits don't lack ambition
    everyone but leads => lifecycle_stage not_equal Lead
    all but the customers => lifecycle_stage not_equal Customer
    all customers but EMEA => lifecycle_stage = Customer; region not_equal EMEA
    churned but in EMEA => lifecycle_stage = Churned; region = EMEA
    do not contact = no => doNotContact not_equal true
    do not contact is yes => doNotContact equal true
    lifecycle stage != customer => lifecycle_stage not_equal Customer
    lifecycle stage = customer => lifecycle_stage = Customer
    who report to nobody => reports_to not_isSet
    title contains engineer but not software => title contains engineer; title not_contains software
    icp at most 20 or no score => (icp_score lessThanOrEqual 20 | icp_score not_isSet)
    customers or in EMEA => (lifecycle_stage = Customer | region = EMEA)
    last touched before 2024 or never => (lastInteractionAt lessThan 2024 | lastInteractionAt not_isSet)
    last changed before 2024 or never => (updated lessThan 2024 | updated not_isSet)
    last interaction before 2024 or never => (lastInteractionAt lessThan 2024 | lastInteractionAt not_isSet)
  `,
  negatingWords: `
    customers, leaving out those in APAC => lifecycle_stage = Customer; region not_equal APAC
    leads minus the newsletter subscribers => lifecycle_stage = Lead; newsletter_opt_in not_equal true
    champions apart from the ones in the Americas => persona = Champion; region not_equal Americas
    blockers other than those at Acme => persona = Blocker; account not_contains Acme
    leads, with the exception of the nordic ones => lifecycle_stage = Lead; territory not_equal Nordics
    everyone outside of EMEA => region not_equal EMEA
    customers outside Germany => lifecycle_stage = Customer; address.country not_equal Germany
    customers who live outside of Berlin or Hamburg => lifecycle_stage = Customer; address not_hasWords Berlin/Hamburg
    people who didn't attend SaaStr but came to the launch webinar => events not_equal SaaStr 2025; events = Launch Webinar
    never came to the roadshow in Tokyo => events not_equal Roadshow Tokyo
    influencers with neither an email nor a mobile => persona = Influencer; email not_isSet; mobile not_isSet
    neither leads nor in EMEA => lifecycle_stage not_equal Lead; region not_equal EMEA
    leads that neither Kenji nor Priya owns => lifecycle_stage = Lead; owner not_contains Kenji/Priya
    customers whose newsletter opt-in isn't ticked => lifecycle_stage = Customer; newsletter_opt_in not_equal true
    do not contact is unchecked => doNotContact not_equal true
    leads with do not contact ticked => lifecycle_stage = Lead; doNotContact equal true
    customers with no newsletter opt-in => lifecycle_stage = Customer; newsletter_opt_in not_equal true
    leads besides the ones in DACH => lifecycle_stage = Lead; territory not_equal DACH
    not customers but with a phone => lifecycle_stage not_equal Customer; phone isSet
    everyone outside the EU => nothing fits EU / outside
    leads that are not in Scandinavia => nothing fits Scandinavia / not in Scandinavia
    customers in Berlin or with a phone => lifecycle_stage = Customer; (address hasWords Berlin | phone isSet)
    legal or compliance people => nothing fits legal or compliance
    Will Minus => plain
    Neither & Nor => plain
    leads at Neither & Nor => nothing fits Neither & Nor
    outside sales manager => plain
    Don't Panic Ltd => plain
  `,
  amounts: `
    annual budget exceeds 60k => annual_budget greaterThan 60000
    icp score doesn't exceed 30 => icp_score lessThanOrEqual 30
    deals of 15 to 25 thousand => deal_size greaterThanOrEqual 15000; deal_size lessThanOrEqual 25000
    budgets from 20k to 40k => annual_budget greaterThanOrEqual 20000; annual_budget lessThanOrEqual 40000
    deal size 20-30k => deal_size greaterThanOrEqual 20000; deal_size lessThanOrEqual 30000
    ICP score is not above 50 => icp_score lessThanOrEqual 50
    leads with deals topping 90k => lifecycle_stage = Lead; deal_size greaterThan 90000
    annual budget of no more than 30 thousand => annual_budget lessThanOrEqual 30000
    budget between 1 and 2 million => annual_budget greaterThanOrEqual 1000000; annual_budget lessThanOrEqual 2000000
    icp ≥ 95 => icp_score greaterThanOrEqual 95
    icp score 80 or more => icp_score greaterThanOrEqual 80
    deal size 40k+ => deal_size greaterThanOrEqual 40000
    deals of 10k and below => deal_size lessThanOrEqual 10000
    customers without deals over 50k => lifecycle_stage = Customer; (deal_size lessThanOrEqual 50000 | deal_size not_isSet)
    icp score of 80 => icp_score equal 80
    between 40k and 60k deal size => deal_size greaterThanOrEqual 40000; deal_size lessThanOrEqual 60000
    deals of more than 30k but less than 40k => deal_size greaterThan 30000; deal_size lessThan 40000
    top 10 deals in EMEA => region = EMEA; sort deal_size desc; limit 10
  `,
  otherNames: `
    contacts with blank territory => territory not_isSet
    contacts with email and phone => email isSet; phone isSet
    no owner but a deal => owner not_isSet; deal_size isSet
    phone missing in EMEA => phone not_isSet; region = EMEA
    contacts with budget not set => annual_budget not_isSet
    leads that haven't got an owner => lifecycle_stage = Lead; owner not_isSet
    who has no manager => reports_to not_isSet
    champions without a boss => persona = Champion; reports_to not_isSet
    clients without a rep => lifecycle_stage = Customer; owner not_isSet
    people with no cell phone => mobile not_isSet
    former customers in the Nordics => lifecycle_stage = Churned; territory = Nordics
    leads in Asia Pacific => lifecycle_stage = Lead; region = APAC
    customers in the US West territory => lifecycle_stage = Customer; territory = US West
    w. wright => plain
    office manager at Pixelwerk or Silverpine => account contains Pixelwerk/Silverpine; query office manager
    phone number ending in 0574 => plain
    client services manager => plain
    office manager in Odense => plain
    lunch webinar => plain
  `,
  bestAndWorst: `
    highest scoring leads => lifecycle_stage = Lead; sort icp_score desc
    lowest scoring customer => lifecycle_stage = Customer; sort icp_score
    leads scoring over 90 => lifecycle_stage = Lead; icp_score greaterThan 90
    the customer with the highest budget => lifecycle_stage = Customer; sort annual_budget desc
    best icp score in EMEA => region = EMEA; sort icp_score desc
    5 customers with the worst ICP => lifecycle_stage = Customer; sort icp_score; limit 5
    the 3 smallest deals in the Mining or Retail industry => industry = Mining/Retail; sort deal_size; limit 3
    smallest expected deal => sort deal_size
    George Best at Acme => plain
  `,
  listsOfOptions: `
    champions in Retail or Mining => persona = Champion; industry = Retail/Mining
    customers in banking, insurance or software => lifecycle_stage = Customer; industry = Banking/Insurance/Software
    decision makers that are into data quality => persona = Decision Maker; interests = Data Quality
    people from the software industry => industry = Software
    attended both Web Summit and SaaStr => events = Web Summit 2025; events = SaaStr 2025
    interested in security and compliance => interests = Security; interests = Compliance
    interested in security or compliance => interests = Security/Compliance
    head of legal and compliance => plain
    head of software or fintech => plain
  `,
  owners: `
    Hannah's leads => owner contains Hannah; lifecycle_stage = Lead
    Priya's contacts => owner contains Priya
    Daniel Okoye's biggest deals => owner contains Daniel Okoye; sort deal_size desc
    Brightloom's customers => account contains Brightloom; lifecycle_stage = Customer
    leads Tomas Herrera owns in EMEA => lifecycle_stage = Lead; owner contains Tomas Herrera; region = EMEA
    customers owned by Priya or Kenji => lifecycle_stage = Customer; owner contains Priya/Kenji
    opportunities of Hannah Weiss => lifecycle_stage = Opportunity; owner contains Hannah Weiss
    leads assigned to Priya => lifecycle_stage = Lead; owner contains Priya
    customers whose owner is Kenji => lifecycle_stage = Customer; owner contains Kenji
    how many leads does Kenji have => lifecycle_stage = Lead; owner contains Kenji; limit 0
    Hannah and Priya's leads => owner contains Hannah/Priya; lifecycle_stage = Lead
    my champions in APAC => owner equal me; persona = Champion; region = APAC
    my biggest deals => owner equal me; sort deal_size desc
    leads that are assigned to me => lifecycle_stage = Lead; owner equal me
    Kenji's phone number => query Kenji's; show name, account, phone
    my dentist => plain
    everything I own in DACH => territory = DACH
    customers I don't own => lifecycle_stage = Customer; owner not_equal me
    customers that are not mine => lifecycle_stage = Customer; owner not_equal me
    leads that Maya looks after => lifecycle_stage = Lead; owner contains Maya
  `,
  severalNames: `
    leads from Acme and from Globex => lifecycle_stage = Lead; account contains Acme/Globex
    Germany or Austria leads => address.country equal Germany/Austria; lifecycle_stage = Lead
    either in Paris or in Lyon, with a phone => address hasWords Paris/Lyon; phone isSet
    churned contacts at Kestrel or at Wren => lifecycle_stage = Churned; account contains Kestrel/Wren
    customers at Polaris, Acme or Trellis => lifecycle_stage = Customer; account contains Polaris/Acme/Trellis
    customers at Drift and Dune => lifecycle_stage = Customer; account contains Drift & Dune
    Jackson or Johnson => plain
    it managers => title hasWords IT manager/Information Technology manager
    it directors in Germany => title hasWords IT director/Information Technology director; address.country equal Germany
    it people => title hasWords IT/Information Technology
    people in it => title hasWords IT/Information Technology
    customers with a phone in it => lifecycle_stage = Customer; phone isSet
    Maja Jensen or Sem with a phone => nothing fits or
    Maja or Sem Kuipers with a phone => nothing fits or
    head of sales or Maja in EMEA => nothing fits or
    Maja, Sem or Duncan in EMEA => region = EMEA; query Maja, Sem or Duncan
    leads in Berlin or Hamburg and without a phone => lifecycle_stage = Lead; address hasWords Berlin/Hamburg; phone not_isSet
    people in finance or legal => nothing fits finance or legal
    champions at some Foods company => persona = Champion; account contains Foods
    customers of the Wren account => lifecycle_stage = Customer; account contains Wren
    customers at their old company => lifecycle_stage = Customer; query at their old; show name, account
    CEOs, CFOs and COOs => title hasWords CEO/Chief Executive Officer/CFO/Chief Financial Officer/COO/Chief Operating Officer
    CFOs and COOs at Acme => title hasWords CFO/Chief Financial Officer/COO/Chief Operating Officer; account contains Acme
    Software Engineer or Product Designer => title hasWords Software Engineer/Product Designer
    CEO or general counsel => title hasWords CEO/Chief Executive Officer/general counsel
    CTOs or founders => title hasWords CTO/Chief Technology Officer/founder
    people in India or Japan => address.country equal India/Japan
    people at Acme or in Berlin => (account contains Acme | address hasWords Berlin)
    not at Acme or in Berlin => nothing fits or in Berlin / Acme or in Berlin
    neither at Acme nor in Berlin => account not_contains Acme; address not_hasWords Berlin
    leads in Spain and Poland => lifecycle_stage = Lead; address.country equal Spain/Poland
    customers in the software and fintech industries => lifecycle_stage = Customer; industry = Software/Fintech
  `,
  thatNothingFits: `
    not customers or in EMEA => nothing fits or in EMEA / customers or in EMEA
    customers we should not contact in EMEA => lifecycle_stage = Customer; doNotContact equal true; region = EMEA
    who may we not contact in DACH => doNotContact equal true; territory = DACH
    customers that churned this year => nothing fits this year
    customers that churned with deal size between 10k and 50k => lifecycle_stage = Churned; deal_size greaterThanOrEqual 10000; deal_size lessThanOrEqual 50000
    customers who have churned => lifecycle_stage = Churned
    customers or churned => lifecycle_stage = Customer/Churned
    colleagues of Maja Jensen => account of Maja Jensen
    Maja Jensen's team => nothing fits Maja Jensen's team
    who needs a follow-up this week => next_follow_up equal this week
    churned last month => nothing fits last month
    who do we have at Brightloom besides Maja => nothing fits besides Maja
    people at Acme other than Jo => nothing fits other than Jo
    median deal size => median deal_size
    email ending in .de => nothing fits email ending in de
    contacts younger than 40 => plain, doubtful younger than 40
    contacts with two accounts => nothing fits two accounts
    contacts with more than one phone number => phone hasAtLeast 2
    talked to on 02/03/2026 => nothing fits talked to on 02/03/2026
    percentage of customers => lifecycle_stage = Customer; limit 0; share of all
    contacts without a dog => nothing fits without a dog
    offers over 50k => nothing fits over 50k / offers
    how many contacts per planet => nothing fits per planet
    largest boats => nothing fits largest boats
    average shoe size => nothing fits average shoe / size
    without a manager's blessing => nothing fits without a manager's / blessing
    who reports to the person Haruto Yamada reports to => nothing fits reports to the person
    who referred the person that Maja Jensen referred => nothing fits referred the person
    who reports to the manager of Maja Jensen => nothing fits reports to the manager
    Haruto Yamada's manager's manager => nothing fits manager's manager
    the manager of the manager of Haruto Yamada => nothing fits manager of the manager of Haruto Yamada
    manager of Haruto Yamada's manager => nothing fits manager of Haruto Yamada's manager
    no limits => nothing fits no limits
  `,
  moreDates: `
    next follow-up in the first half of May 2026 => next_follow_up equal first half of May 2026
    follow-ups due in H1 2026 => next_follow_up equal H1 2026
    created in the second half of last year => created equal second half of last year
    customers we talked to in november last year => lifecycle_stage = Customer; lastInteractionAt equal november last year
    whom did we meet or contact => plain, doubtful meet
    anybody we spoke to in 2025 who is a lead => lastInteractionAt equal 2025; lifecycle_stage = Lead
    anybody we spoke to in 2025 who is a lead engineer => lastInteractionAt equal 2025; query lead engineer
    whom have we spoken with after Christmas => lastInteractionAt greaterThan Christmas
    leads added before New Year's Eve 2024 => lifecycle_stage = Lead; created lessThan New Year's Eve 2024
    champions where the last contact was more than 2 years ago => persona = Champion; lastInteractionAt lessThan 2 years ago
    last touchpoint in Q3 2025 => lastInteractionAt equal Q3 2025
    we didn't hear from them since May 2025 => (lastInteractionAt lessThan May 2025 | lastInteractionAt not_isSet)
    interactions per month in 2025 => lastInteractionAt equal 2025; by lastInteractionAt month
    contacts created per quarter since 2024 => created greaterThanOrEqual 2024; by created quarter
    in December last year, which leads did we talk to? => lifecycle_stage = Lead; lastInteractionAt equal December last year
    newest customers in 2023 => lifecycle_stage = Customer; created equal 2023; sort created desc
    customers created by April Moore => lifecycle_stage = Customer; createdBy contains April Moore
    churned, spoke to April Moore => nothing fits spoke
    churned contacts called April Moore => lifecycle_stage = Churned; query called April Moore
    customers at Christmas & Co => lifecycle_stage = Customer; query at Christmas Co
  `,
  moreGroups: `
    how many leads does every rep have => lifecycle_stage = Lead; by owner
    champions of each rep => persona = Champion; by owner
    how many customers has each sales rep got in EMEA => lifecycle_stage = Customer; region = EMEA; by owner
    average icp score for every industry => by industry; average icp_score
    total budget of each persona, customers only => lifecycle_stage = Customer; by persona; sum annual_budget
    how much are the deals of our champions worth => persona = Champion; sum deal_size
    how much is the annual budget in EMEA altogether => region = EMEA; sum annual_budget
    minimum and maximum icp score per region => by region; min icp_score; max icp_score
    lowest and highest annual budget of the customers => lifecycle_stage = Customer; min annual_budget; max annual_budget
    largest deal per stage => by lifecycle_stage; max deal_size
    lowest icp score by region => by region; min icp_score
    contacts without a rep => owner not_isSet
  `,
  namesBesideConditions: `
    customers at Stonebrige => lifecycle_stage = Customer; query at Stonebrige
    customers at stonebrige => lifecycle_stage = Customer; query at stonebrige
    churned contacts named ava => lifecycle_stage = Churned; query named ava
    is Tobias Hofmann a champion or an influencer => persona = Champion/Influencer; query Tobias Hofmann
    tobias hofman, churned => lifecycle_stage = Churned; query tobias hofman
    leads at the Oakmont company => lifecycle_stage = Lead; account contains Oakmont
    customers with title CTO => lifecycle_stage = Customer; query with title CTO
    leads in IT => lifecycle_stage = Lead; title hasWords IT/Information Technology
    champions in procurement at Oakmont => persona = Champion; title hasWords procurement; account contains Oakmont
    total deal size at Oakmont => account contains Oakmont; sum deal_size
    customers with number ending 4471 => lifecycle_stage = Customer; query with number ending 4471
  `,
  wordsThatSayNothing: `
    pls show me all the customers, thanks => lifecycle_stage = Customer
    I would like to see the leads we have in EMEA => lifecycle_stage = Lead; region = EMEA
    hi, can you give me a list of the churned ones? => lifecycle_stage = Churned
    every champion w/o a phone tho => persona = Champion; phone not_isSet
    need all leads, whatever, with icp score over 80 => lifecycle_stage = Lead; icp_score greaterThan 80
    titles of the customers in EMEA => lifecycle_stage = Customer; region = EMEA; show name, title
    customers and their follow-up => lifecycle_stage = Customer; show name, next_follow_up
    leads in EMEA, owner and deal size => lifecycle_stage = Lead; region = EMEA; show name, owner, deal_size
  `,
  ownersThatAreMissing: `
    leads we haven't assigned to anyone => lifecycle_stage = Lead; owner not_isSet
    customers that don't belong to anybody => lifecycle_stage = Customer; owner not_isSet
    champions assigned to nobody => persona = Champion; owner not_isSet
    leads that belong to somebody else => nothing fits belong to somebody / else
  `,
  longestAndSoonest: `
    which lead haven't we talked to for the longest time => lifecycle_stage = Lead; sort lastInteractionAt
    champions we have not contacted in the longest => persona = Champion; sort lastInteractionAt
    customers we haven't heard from for the longest time => lifecycle_stage = Customer; sort lastInteractionAt
    the longest job title among customers => nothing fits longest
    which 2 leads have the soonest follow-up => lifecycle_stage = Lead; next_follow_up greaterThanOrEqual today; sort next_follow_up; limit 2
    customers with the soonest next follow-up => lifecycle_stage = Customer; next_follow_up greaterThanOrEqual today; sort next_follow_up
    soonest next follow-up in EMEA => next_follow_up greaterThanOrEqual today; region = EMEA; sort next_follow_up
    soonest possible => plain
    cheapest offices => nothing fits cheapest offices
    lowest deal of a churned customer => lifecycle_stage = Churned; sort deal_size
    leads sorted by date => nothing fits sorted by date
    leads sorted by mood => nothing fits sorted by mood
    our best customer => nothing fits best customer
    which is the worst lead => nothing fits worst lead
    George Best => plain
    best customer success manager => plain
  `,
  groupsInOtherWords: `
    how many contacts for each interest => by interests
    how many people came to each event => by events
    leads per event => lifecycle_stage = Lead; by events
    leads with an interest => lifecycle_stage = Lead; interests isSet
    in which region do we have the most leads => lifecycle_stage = Lead; sort count desc; by region
    which stage do most of our contacts have => sort count desc; by lifecycle_stage
    in which industry do we have the fewest customers => lifecycle_stage = Customer; sort count asc; by industry
    in which industry do we have no idea => nothing fits no idea
    how many of each => nothing fits of each
    per owner: how many leads are there => lifecycle_stage = Lead; by owner
    customers per country => lifecycle_stage = Customer; by address.country
    people per planet => nothing fits per planet
    contacts Per Hansen => plain
  `,
  partsOfOptions: `
    who was at the dinner in Berlin => events = Customer Dinner – Berlin
    anyone from the Berlin dinner who is a lead => events = Customer Dinner – Berlin; lifecycle_stage = Lead
    champions who didn't come to the Berlin dinner => persona = Champion; events not_equal Customer Dinner – Berlin
    customers from Berlin => lifecycle_stage = Customer; address hasWords Berlin
    leads who care about security => lifecycle_stage = Lead; interests = Security
    who cares about compliance or reporting => interests = Compliance/Reporting
    champions who don't care about security => persona = Champion; interests not_equal Security
    customer care => plain
  `,
  bothSides: `
    who was referred by Ava Patel => referred of Ava Patel
    champions referred by Tobias Hofmann => persona = Champion; referred of Tobias Hofmann
    leads in and outside of EMEA => nothing fits in and outside of
    customers inside or outside Berlin => nothing fits inside or outside
    leads outside of EMEA => lifecycle_stage = Lead; region not_equal EMEA
    leads named Anna or Maria => lifecycle_stage = Lead; name hasWords Anna/Maria
    people called Hannah or Priya => name hasWords Hannah/Priya
    leads named Anna => lifecycle_stage = Lead; query named Anna
    leads who opted in for the newsletter => lifecycle_stage = Lead; newsletter_opt_in equal true
    people who haven't opted in to the newsletter => newsletter_opt_in not_equal true
    people who didn't opt in to the newsletter => newsletter_opt_in not_equal true
    leads who opted out of the newsletter => lifecycle_stage = Lead; newsletter_opt_in equal false
    unsubscribed from the newsletter, in EMEA => newsletter_opt_in equal false; region = EMEA
    leads who never unsubscribed from the newsletter => nothing fits unsubscribed from the newsletter / never unsubscribed
    customers that we have no mobile number for => lifecycle_stage = Customer; mobile not_isSet
    leads whom we have a phone number for => lifecycle_stage = Lead; phone isSet
    champions that we have an email for, in EMEA => persona = Champion; email isSet; region = EMEA
    leads with a phone for sale => nothing fits phone / sale
    leads with no interaction in 2025 => lifecycle_stage = Lead; lastInteractionAt not_equal 2025
    no follow-up in May 2026 => next_follow_up not_equal May 2026
    champions with no last interaction since June 2025 => persona = Champion; (lastInteractionAt lessThan June 2025 | lastInteractionAt not_isSet)
    leads with no interaction => lifecycle_stage = Lead; lastInteractionAt not_isSet
    created after 1.7.2025 => created greaterThan 2025-07-01
    created on or after 2023-01-12 => created greaterThanOrEqual 2023-01-12
    created no earlier than 2023-01-12 => created greaterThanOrEqual 2023-01-12
    created 2023-01-12 or later => created greaterThanOrEqual 2023-01-12
    created from 2023-01-12 on => created greaterThanOrEqual 2023-01-12
    created from 2023-01-12 onwards => created greaterThanOrEqual 2023-01-12
    created on or before 2023-01-12 => created lessThanOrEqual 2023-01-12
    created before or on 2023-01-12 => created lessThanOrEqual 2023-01-12
    leads created through 2023-01-12 => lifecycle_stage = Lead; created lessThanOrEqual 2023-01-12
    created not after 2023-01-12 => created lessThanOrEqual 2023-01-12
    created later than 2023-01-12 => created greaterThan 2023-01-12
    added past 2023-01-12 => created greaterThan 2023-01-12
    added from 2023-01-12 to now => created greaterThanOrEqual 2023-01-12
    added starting 2023-01-12 => created greaterThanOrEqual 2023-01-12
    newest customers from 2023-01-12 on => lifecycle_stage = Customer; created greaterThanOrEqual 2023-01-12; sort created desc
    interactions per month from June 2025 on => lastInteractionAt greaterThanOrEqual June 2025; by lastInteractionAt month
    contacts added from 2023-01-12 on LinkedIn => created greaterThanOrEqual 2023-01-12; linkedIn isSet
    contacts added from 2023-01-12 => created greaterThanOrEqual 2023-01-12
    contacts added from 12 January 2023 in EMEA => created greaterThanOrEqual 12 January 2023; region = EMEA
    contacts added from January 2023 => created equal January 2023
    contacts added from 2023-01-12 to 2023-01-13 => created equal from 2023-01-12 to 2023-01-13
    added about 2023-01-12 => nothing fits added about 2023-01-12
    added as of 2023-01-12 => nothing fits added as of 2023-01-12
    past due follow-ups => next_follow_up lessThan today
    created earlier than 2023-01-12 => created lessThan 2023-01-12
    not spoken to on or after 2026-06-01 => (lastInteractionAt lessThan 2026-06-01 | lastInteractionAt not_isSet)
    follow up due between 1.7.2026 and 15.7.2026 => next_follow_up equal between 2026-07-01 and 2026-07-15
  `,
  deniedLists: `
    everyone who isn't a customer or a lead => lifecycle_stage not_equal Customer/Lead
    contacts not interested in Security or in Compliance => interests not_equal Security/Compliance
    contacts that are not in EMEA or in APAC => region not_equal EMEA/APAC
    not a decision maker or a champion => persona not_equal Decision Maker/Champion
    who isn't a customer or is a lead => nothing fits or is a lead
    customers not in EMEA or with no region => lifecycle_stage = Customer; (region not_equal EMEA | region not_isSet)
    customers with no region or in EMEA => lifecycle_stage = Customer; (region not_isSet | region = EMEA)
    not unassigned leads => owner isSet; lifecycle_stage = Lead
    leads who must not be contacted => lifecycle_stage = Lead; doNotContact equal true
    leads we can't e-mail => lifecycle_stage = Lead; ((email not_isSet & email_custom not_isSet) | doNotContact equal true)
    people we can e-mail => (email isSet | email_custom isSet); doNotContact not_equal true
    who can I email => (email isSet | email_custom isSet); doNotContact not_equal true
    everyone I can call => (phone isSet | mobile isSet); doNotContact not_equal true
    who can't we reach by phone among the opportunities => ((phone not_isSet & mobile not_isSet) | doNotContact equal true); lifecycle_stage = Opportunity
    who can't be reached by email => ((email not_isSet & email_custom not_isSet) | doNotContact equal true)
    leads we can't reach => nothing fits can't reach
    leads we mustn't e-mail => lifecycle_stage = Lead; doNotContact equal true
    who should I not be emailing in France => doNotContact equal true; address.country equal France
    leads we couldn't call => nothing fits couldn't call
  `,
  listsOfAttributes: `
    leads with email, phone and title => lifecycle_stage = Lead; email isSet; phone isSet; title isSet
    leads missing email, phone or owner => lifecycle_stage = Lead; email not_isSet; phone not_isSet; owner not_isSet
    customers with a title, a phone or an owner => lifecycle_stage = Customer; (title isSet | phone isSet | owner isSet)
    leads with email, phone and score over 80 => lifecycle_stage = Lead; email isSet; phone isSet; icp_score greaterThan 80
    customers without phone or with email => lifecycle_stage = Customer; (phone not_isSet | email isSet)
    customers without phone and with email => lifecycle_stage = Customer; phone not_isSet; email isSet
    leads without title or with title CEO => nothing fits title or with title
    interested in both Security and Compliance => interests = Security; interests = Compliance
    all customer with no mobile => lifecycle_stage = Customer; mobile not_isSet
  `,
  wordsThatMayBeNames: `
    customers who do not work at Northwind Logistics => lifecycle_stage = Customer; account not_contains Northwind Logistics
    customers who are not employed by Northwind Logistics => lifecycle_stage = Customer; account not_contains Northwind Logistics
    leads who don't live in Berlin => lifecycle_stage = Lead; address not_hasWords Berlin
    leads called Will => lifecycle_stage = Lead; query called Will
    customers named May => lifecycle_stage = Customer; query named May
    customers whose name is May => lifecycle_stage = Customer; query name is May
    Will in EMEA => region = EMEA; query Will
    Will you show the customers => lifecycle_stage = Customer
    leads that may be contacted => lifecycle_stage = Lead; doNotContact not_equal true
    newest leads that may churn => nothing fits churn
    customers created in may => lifecycle_stage = Customer; created equal may
    customers in May => nothing fits May
    customers in my team => nothing fits my team
    leads of our team => nothing fits our team
    customers our team spoke to in 2025 => lifecycle_stage = Customer; lastInteractionAt equal 2025
    leads added to the CRM => lifecycle_stage = Lead
    leads added to the CRM last week => lifecycle_stage = Lead; created equal last week
    customers in the system => lifecycle_stage = Customer
    CRM manager, customers => lifecycle_stage = Customer; query CRM manager
  `,
  partsThatNobodyReads: `
    customers with a deal in trouble => nothing fits trouble
    hot leads => nothing fits hot
    angry customers in EMEA => nothing fits angry
    customers who pay late => nothing fits late
    Warm leads => nothing fits Warm
    leads that are moore or less lost => nothing fits less lost
    best customers among the ones in EMEA => nothing fits best
    customers that signed half a year ago => nothing fits signed half / year ago
    leads with many mouths => nothing fits mouths
    champions tho not really => nothing fits not really
    count customers by mood => nothing fits by mood
    total deal size of every planet => nothing fits of every planet
    average icp score of unhappy customers => nothing fits unhappy
    how many customers in 2031 => nothing fits 2031
    biggest deals in 2025 => nothing fits 2025
    customers per head => nothing fits per head
  `,
  partsOfAddresses: `
    how many customers in each country => lifecycle_stage = Customer; by address.country
    champions by city => persona = Champion; by address.city
    which country has the most decision makers => persona = Decision Maker; sort count desc; by address.country
    break down the leads by country and owner => lifecycle_stage = Lead; by address.country, owner
    how many blockers in each of the cities => persona = Blocker; by address.city
  `,
  askedGroups: `
    which of us has the fewest customers => lifecycle_stage = Customer; sort count asc; by owner
    who owns the most leads => lifecycle_stage = Lead; sort count desc; by owner
    leads created each week this year => lifecycle_stage = Lead; created equal this year; by created week
    group customers by persona and region => lifecycle_stage = Customer; by persona, region
    distribution of industries => by industry
    customers from Berlin by owner => lifecycle_stage = Customer; address hasWords Berlin; by owner
    follow-ups per week => next_follow_up isSet; by next_follow_up week
    how many follow-ups by owner => next_follow_up isSet; by owner
  `,
  latest: `
    whom did we speak to most recently => sort lastInteractionAt desc
    which customer was updated last => lifecycle_stage = Customer; sort updated desc
    leads, newest first => lifecycle_stage = Lead; sort created desc
    champions, least recently contacted first => persona = Champion; sort lastInteractionAt
    whom did we not speak to last => nothing fits last
  `,
  datesInNumbers: `
    created since 5.2.2026 => created greaterThanOrEqual 2026-02-05
    spoken to since 01.09. => lastInteractionAt greaterThanOrEqual 2025-09-01
    talked to before 24.12 => lastInteractionAt lessThan 2025-12-24
    follow-up before 30.4. => next_follow_up lessThan 2026-04-30
    follow-ups in May => next_follow_up equal May
    follow-ups by the end of Q1 => next_follow_up lessThanOrEqual end of Q1
    customers whose follow-up was in May => lifecycle_stage = Customer; next_follow_up equal 2025-05-01 to 2025-05-31
    created on 31.12.25 => created equal 2025-12-31
    created on 31.02.2026 => nothing fits created on 31.02.2026
    updated on 12/31/2025 => updated equal 2025-12-31
    created between 5.1.2026 and 9.2.2026 => created equal between 2026-01-05 and 2026-02-09
    last interaction between 3 and 9 February 2026 => lastInteractionAt equal between 3 and 9 February 2026
  `,
  compared: `
    champions vs blockers => persona = Champion/Blocker; by persona
    people in Spain vs Poland => address.country equal Spain/Poland; by address.country
    how many opportunities compared to customers => lifecycle_stage = Opportunity/Customer; by lifecycle_stage
    APAC versus Americas leads => region = APAC/Americas; lifecycle_stage = Lead; by region
    compare leads and churned contacts => lifecycle_stage = Lead/Churned; by lifecycle_stage
    average annual budget of leads vs customers => lifecycle_stage = Lead/Customer; by lifecycle_stage; average annual_budget
    Priya's customers versus Hannah's customers => ((owner contains Priya & lifecycle_stage = Customer) | (owner contains Hannah & lifecycle_stage = Customer)); by owner
    leads owned by Priya vs Kenji => lifecycle_stage = Lead; owner contains Priya/Kenji; by owner
    champions in Lyon versus Nantes => persona = Champion; address hasWords Lyon/Nantes; by address.city
    champions vs EMEA => nothing fits vs
    leads vs deals over 50k => nothing fits vs
  `,
  coordinated: `
    champions in EMEA and blockers in APAC => ((persona = Champion & region = EMEA) | (persona = Blocker & region = APAC))
    leads in APAC or customers in the Americas => ((lifecycle_stage = Lead & region = APAC) | (lifecycle_stage = Customer & region = Americas))
    leads in EMEA, customers in APAC and champions with a phone => nothing fits customers in APAC and champions with a phone
    leads in EMEA, customers in APAC and opportunities in the Americas => ((lifecycle_stage = Lead & region = EMEA) | (lifecycle_stage = Customer & region = APAC) | (lifecycle_stage = Opportunity & region = Americas))
    champions in EMEA and blockers in APAC with a phone => nothing fits blockers in APAC with a phone
    Hannah's and Kenji's leads => owner contains Hannah/Kenji; lifecycle_stage = Lead
  `,
  titles: `
    how many COOs => title hasWords COO/Chief Operating Officer; limit 0
    analysts without a phone => title hasWords analyst; phone not_isSet
    VPs of partnerships in EMEA => title hasWords VP partnerships/Vice President partnerships; region = EMEA
    heads of procurement or security => title hasWords head procurement/head security
    operations and finance directors => title hasWords director operations/finance director
    engineering people in APAC => title hasWords engineering; region = APAC
    everyone in partnerships => title hasWords partnerships
    customers who work in procurement => lifecycle_stage = Customer; title hasWords procurement
    who is in charge of operations at Acme => title hasWords operations; account contains Acme
    product managers per owner => title hasWords product manager; by owner
    champions not in sales => persona = Champion; title not_hasWords sales
    sales leads => lifecycle_stage = Lead; query sales
    EMEA customers => region = EMEA; lifecycle_stage = Customer
    retail customers => industry = Retail; lifecycle_stage = Customer
    people in insurance => industry = Insurance
  `,
  domains: `
    leads with an @acme.example address => lifecycle_stage = Lead; email contains @acme.example
    e-mails ending in @brightloom.example => email contains @brightloom.example
    who has a gmail.com address => email contains @gmail.com
    @brightloom.example => plain
  `,
  countries: `
    customers in Mexico => lifecycle_stage = Customer; address.country equal Mexico
    customers in New Mexico => lifecycle_stage = Customer; address.state equal New Mexico
    contacts in Texas => address.state equal Texas
    leads from TX or Berlin => lifecycle_stage = Lead; (address.state equal TX | address hasWords Berlin)
    contacts not in Texas => address.state not_equal Texas
    champions outside California => persona = Champion; address.state not_equal California
    customers in New York => lifecycle_stage = Customer; (address.state equal New York | address.city equal New York)
    champions in India => persona = Champion; address.country equal India
    customers in Sweden => lifecycle_stage = Customer; address.country equal Sweden
    decision makers from Poland without an owner => persona = Decision Maker; address.country equal Poland; owner not_isSet
    leads but not in Japan => lifecycle_stage = Lead; address.country not_equal Japan
    Jonas in Germany => plain
  `,
  namesBeforeDates: `
    leads created by Priya this year => lifecycle_stage = Lead; createdBy contains Priya; created equal this year
    added by Tomás since January => createdBy contains Tomás; created greaterThanOrEqual January
    how much is Kenji's pipeline worth => owner contains Kenji; sum deal_size
    total pipeline per region => by region; sum deal_size
    people in the retail sector => industry = Retail
  `,
  ratings: `
    customers with a sentiment above 3 => lifecycle_stage = Customer; sentiment greaterThan 3
    leads with a rating of 4 or more => lifecycle_stage = Lead; sentiment greaterThanOrEqual 4
    three stars or better => sentiment greaterThanOrEqual 3
    champions rated 5 => persona = Champion; sentiment equal 5
    average rating by owner => by owner; average sentiment
    either in EMEA or rated 5 => (region = EMEA | sentiment equal 5)
  `,
  allContacts: `
    contacts with only a private email => nothing fits only a private email
    contacts whose owner is the one who created them => nothing fits owner
    customers whose owner created them => nothing fits created
    customers whose email we know => nothing fits email
    contacts they own => nothing fits they own
    contacts having an email and phone and account => email isSet; phone isSet; account isSet
    contacts title, account, owner => show name, title, account, owner
    contacts whose number ends in 4471 => plain
    contacts referred by nobody => nothing fits referred by nobody
    contacts created by nobody => createdBy not_isSet
  `,
  createdByUser: `
    contacts created by me => createdBy equal me
    leads not created by me => lifecycle_stage = Lead; createdBy not_equal me
    contacts I added this year => createdBy equal me; created equal this year
    contacts she created this year => nothing fits she created / this year
  `,
  onlyOfSeveral: `
    people who only have a mobile => nothing fits only have a mobile
    contacts whose only account is Acme => nothing fits only account
    contacts who only attended SaaStr 2025 => nothing fits only attended SaaStr
    contacts interested only in Security => nothing fits only in Security
    SaaStr attendees only => nothing fits only
    leads only in EMEA => lifecycle_stage = Lead; region = EMEA
    only customers with a phone => lifecycle_stage = Customer; phone isSet
    show me only contacts with an email => email isSet
  `,
  ofOtherRecords: `
    contacts whose manager is in EMEA => nothing fits manager
    contacts reporting to someone at Brightloom => nothing fits reporting to someone
    contacts who report to someone => reports_to isSet
    number of contacts at accounts owned by Priya Raman => nothing fits accounts owned by Priya Raman
    contacts of accounts that have an opportunity => nothing fits accounts
    which share of the pipeline is in EMEA => nothing fits share of the pipeline is in EMEA
  `,
  wholeParts: `
    end users flagged do not contact or who refused the newsletter => persona = End User; (doNotContact equal true | newsletter_opt_in equal false)
    contacts with email or phone and account => nothing fits with email or phone and account
    number of deals over 50k per stage, and their total => nothing fits total
    total deal size in USD => nothing fits USD
    total deal size in EUR => sum deal_size
    leads where region is blank but territory is set => lifecycle_stage = Lead; region not_isSet; territory isSet
    Berlin dinner guests that nobody owns => events = Customer Dinner – Berlin; owner not_isSet
    birthdays in May => plain, doubtful birthdays / May
  `,
  severalOrders: `
    contacts sorted by account then name => sort account, name
    sort by region then deal size descending => sort region, deal_size desc
    customers sorted by region, biggest deals first => lifecycle_stage = Customer; sort region, deal_size desc
    leads sorted by owner, newest first => lifecycle_stage = Lead; sort owner, created desc
    customers sorted by region and then by deal size, highest first => lifecycle_stage = Customer; sort region, deal_size desc
    customers sorted by region then favourite colour => nothing fits then favourite / colour
    customers sorted by name, top 5 by deal size => nothing fits top 5
    top 5 leads by score sorted by name => nothing fits sorted by name
    top 10% by icp score => nothing fits %
    top 10 percent of leads by score => nothing fits percent
    percent of contacts without email by owner => nothing fits percent
  `,
  exceptions: `
    everyone but the customers in EMEA => (lifecycle_stage not_equal Customer | region not_equal EMEA)
    all contacts except leads owned by Priya => (lifecycle_stage not_equal Lead | owner not_contains Priya)
    everyone except leads without a phone => (lifecycle_stage not_equal Lead | phone isSet)
    everyone except leads, in EMEA => lifecycle_stage not_equal Lead; region = EMEA
    champions except the CEO => persona = Champion; title not_hasWords CEO/Chief Executive Officer
    contacts in EMEA except those at Acme => region = EMEA; account not_contains Acme
    customers other than Kenji's => lifecycle_stage = Customer; owner not_contains Kenji
    customers except those of Priya and those in EMEA => lifecycle_stage = Customer; owner not_contains Priya; region not_equal EMEA
    everybody but Priya's and Tomás's contacts => owner not_contains Priya; owner not_contains Tomás
    everybody but those at Acme and those without an email => account not_contains Acme; email isSet
    contacts excluding Germany, France and Acme => address.country not_equal Germany; address.country not_equal France; account not_contains Acme
    all contacts minus the churned and the customers of Priya => lifecycle_stage not_equal Churned; (lifecycle_stage not_equal Customer | owner not_contains Priya)
    everyone except Priya's leads => (owner not_contains Priya | lifecycle_stage not_equal Lead)
    leads other than Priya's and Kenji's, with a phone => lifecycle_stage = Lead; owner not_contains Priya; owner not_contains Kenji; phone isSet
    everyone except leads and in EMEA => nothing fits leads and in EMEA
    leads excluding Priya's and Zebra Unknown => nothing fits and Zebra Unknown
    leads not tagged with any industry => lifecycle_stage = Lead; industry not_isSet
    leads nobody has claimed => lifecycle_stage = Lead; owner not_isSet
    either churned or marked as do not contact => (lifecycle_stage = Churned | doNotContact equal true)
    customers or those without an owner => (lifecycle_stage = Customer | owner not_isSet)
    who in APAC asked not to be contacted => region = APAC; doNotContact equal true
    who shouldn't we email => doNotContact equal true
  `,
  allOfSeveral: `
    people who went to both SaaStr and the Tokyo roadshow => events = SaaStr 2025; events = Roadshow Tokyo
    who attended SaaStr, Web Summit and the launch webinar => events = SaaStr 2025; events = Web Summit 2025; events = Launch Webinar
    who attended SaaStr, Web Summit or the launch webinar => events = SaaStr 2025/Web Summit 2025/Launch Webinar
    people who went to the launch webinar and SaaStr => events = Launch Webinar; events = SaaStr 2025
    attendees of the Berlin customer dinner owned by Hannah Weiss => events = Customer Dinner – Berlin; owner contains Hannah Weiss
    attendees of SaaStr or the Tokyo roadshow => events = SaaStr 2025/Roadshow Tokyo
    interested in reporting, integrations and security => interests = Reporting; interests = Integrations; interests = Security
    champions, influencers and blockers => persona = Champion/Influencer/Blocker
  `,
  nationalities: `
    a Polish man => address.country equal Poland
    Swedish man in EMEA => address.country equal Sweden; region = EMEA
    customers man in EMEA => lifecycle_stage = Customer; region = EMEA
    South American customers => nothing fits South American
    German or North American leads => nothing fits German or North American
    New Mexican leads => nothing fits New Mexican
    new Swiss customers this month => address.country equal Switzerland; lifecycle_stage = Customer; created equal this month
    Latin American customers => territory = LATAM; lifecycle_stage = Customer
    South Korean customers => address.country equal South Korea; lifecycle_stage = Customer
    customers in South America => nothing fits South America
    leads in South Africa => lifecycle_stage = Lead; address.country equal South Africa
    German customers => address.country equal Germany; lifecycle_stage = Customer
    UK leads => address.country equal UK; lifecycle_stage = Lead
    US-based opportunities => address.country equal US; lifecycle_stage = Opportunity
    Danish contacts without a phone => address.country equal Denmark; phone not_isSet
    non-French customers => address.country not_equal France; lifecycle_stage = Customer
    Spanish-speaking contacts => plain, doubtful Spanish speaking
    German Schmidt => plain
    leads outside the UK => lifecycle_stage = Lead; address.country not_equal UK
  `,
  valuesOfTexts: `
    T-shirt size L => t_shirt_gro_e hasWords L
    contacts with T-shirt size M => t_shirt_gro_e hasWords M
    leads whose t-shirt size is XL => lifecycle_stage = Lead; t_shirt_gro_e hasWords XL
    customers not in T-shirt size L => lifecycle_stage = Customer; t_shirt_gro_e not_hasWords L
    people whose first name is Anna => name.firstName hasWords Anna
    people whose last name starts with K => name.lastName startsWith K
    first names starting with A => name.firstName startsWith A
    people with Kowalczyk in their name => name hasWords Kowalczyk
    customers with budget freeze in the notes => lifecycle_stage = Customer; (notes hasWords budget freeze | notes_2 hasWords budget freeze)
    leads without a city => lifecycle_stage = Lead; address.city not_isSet
    contacts with a gmail address => email contains @gmail.
    CTO or CIO in Germany => title hasWords CTO/Chief Technology Officer/CIO/Chief Information Officer; address.country equal Germany
  `,
  periodsCompared: `
    contacts spoken to in Q1 2025 or Q2 2025 => lastInteractionAt equal Q1 2025/Q2 2025
    follow-ups in the first week of April 2026 => next_follow_up equal first week of April 2026
    whose next follow-up falls in May 2026 => next_follow_up equal May 2026
  `,
  conversational: `
    I want to reach out to all leads in Germany => lifecycle_stage = Lead; address.country equal Germany
    we've got which customers in EMEA => lifecycle_stage = Customer; region = EMEA
    leads sitting in EMEA right now => lifecycle_stage = Lead; region = EMEA
    leads that Tomás is in charge of => lifecycle_stage = Lead; owner contains Tomás
    customers in Priya's portfolio => lifecycle_stage = Customer; owner contains Priya
    deals valued at over 80k => deal_size greaterThan 80000
    deals at or above 50k => deal_size greaterThanOrEqual 50000
    budget somewhere between 20k and 40k => annual_budget greaterThanOrEqual 20000; annual_budget lessThanOrEqual 40000
    contacts we've never spoken to => lastInteractionAt not_isSet
    customers that went quiet => nothing fits quiet
  `,
  aboutNothingThatContactsHave: `
    born in 1980 => plain, doubtful born / 1980
    contacts with open invoices => plain, doubtful open invoices
    which contacts have an open support ticket => plain, doubtful open support ticket
    women in sales => plain, doubtful women
    female contacts => plain, doubtful female
    who introduced Priya Iyer => plain, doubtful introduced
    everybody Larissa Brandão referred => referred of Larissa Brandão
    unhappy customers => nothing fits unhappy
  `,
  furtherKinds: `
    not contacted in the last year => (lastInteractionAt lessThan 1 year ago | lastInteractionAt not_isSet)
    created last year => created equal last year
    spoken to in the past month => lastInteractionAt greaterThanOrEqual 1 month ago
    people with a UK number => nothing fits UK number
    leads with German phone numbers => nothing fits German phone numbers
    how many different accounts do we have => nothing fits different accounts
    who has never attended an event => events not_isSet
    anything due in Q2 2026 => next_follow_up equal Q2 2026
    total pipeline of Kenji => owner contains Kenji; sum deal_size
    sentiment 5 => sentiment equal 5
    leads with ICP score 80 => lifecycle_stage = Lead; icp_score equal 80
    revenue by region => nothing fits revenue
    French or Spanish decision makers => address.country equal France/Spain; persona = Decision Maker
    German, Polish and Danish leads => address.country equal Germany/Poland/Denmark; lifecycle_stage = Lead
    contacts updated by Kenji => nothing fits updated by Kenji
    anyone from the Berlin dinner who is now a customer => events = Customer Dinner – Berlin; lifecycle_stage = Customer
    Hannah's opportunities worth over 40k => owner contains Hannah; lifecycle_stage = Opportunity; deal_size greaterThan 40000
    follow-ups due within 30 days => next_follow_up equal next 30 days
    spoken to within 30 days => lastInteractionAt greaterThanOrEqual 30 days ago
    contacts whose manager is Logan Okafor => reports_to contains Logan Okafor
    contacts mentioning budget in notes => (notes hasWords budget | notes_2 hasWords budget)
    notes about security => (notes contains security | notes_2 contains security)
    customers in Scotland => lifecycle_stage = Customer; query in Scotland
    security people by region => title hasWords security; by region
  `,
  namesLeftOut: `
    customers belonging to Alex Morgan (not Alexandra!) => lifecycle_stage = Customer; owner contains Alex Morgan; owner not_contains Alexandra
    contacts owned by Alex Morgan but not by Alexandra => owner contains Alex Morgan; owner not_contains Alexandra
    Alex's leads, not Alexandra's => owner contains Alex; lifecycle_stage = Lead; owner not_contains Alexandra
    leads owned by Priya but not Kenji => lifecycle_stage = Lead; owner contains Priya; owner not_contains Kenji
    people at Acme but not Acme Robotics => account contains Acme; account not_contains Acme Robotics
    contacts at Acme (excluding Acme Robotics) => account contains Acme; account not_contains Acme Robotics
    who works at Acme and not Acme Robotics => account contains Acme; account not_contains Acme Robotics
    everyone but Acme => account not_contains Acme
    everyone but Maja => nothing fits but Maja
    customers in Spain but not Madrid => lifecycle_stage = Customer; address.country equal Spain; address not_hasWords Madrid
    contacts in France or Spain but not Paris => address.country equal France/Spain; address not_hasWords Paris
    spanish addresses other than madrid => address.country equal Spain; address not_hasWords madrid
    addresses in Poland except Warsaw => address.country equal Poland; address not_hasWords Warsaw
    customers, not Maja Jensen => nothing fits not Maja Jensen
    people at Acme not named Alex => nothing fits not named Alex
    leads that aren't Priya's => lifecycle_stage = Lead; owner not_contains Priya
    which leads are not Priya's or Kenji's => lifecycle_stage = Lead; owner not_contains Priya/Kenji
    acme robotics or stonebridge people => account contains acme robotics/stonebridge
  `,
  followUpsOfAnOwner: `
    Tomás's follow-ups for July 2026 => owner contains Tomás; next_follow_up equal July 2026
    Hannah's follow-ups next week => owner contains Hannah; next_follow_up equal next week
    Priya's overdue follow-ups => owner contains Priya; next_follow_up lessThan today
    Tomás' upcoming follow-ups => owner contains Tomás; next_follow_up greaterThanOrEqual today
    Maya's follow-ups, soonest first => owner contains Maya; next_follow_up isSet; next_follow_up greaterThanOrEqual today; sort next_follow_up
    Maja Jensen's next follow-up => query Maja Jensen's; show name, account, next_follow_up
    upcoming follow-ups => next_follow_up greaterThanOrEqual today
    how many follow-ups does Hannah have in July 2026 => next_follow_up equal July 2026; owner contains Hannah; limit 0
    mid-May follow-ups, soonest first => next_follow_up greaterThanOrEqual today; next_follow_up equal mid May; sort next_follow_up
    week commencing 3 November 2025 follow-ups => next_follow_up equal week commencing 3 November 2025
    overdue follow-ups for Tomás => next_follow_up lessThan today; owner contains Tomás
    follow-ups in the week of 13 April 2026 for Priya => next_follow_up equal week of 13 April 2026; owner contains Priya
    follow-ups for Maja Jensen => next_follow_up isSet; query for Maja Jensen
    Tomás follow-ups July 2026 => next_follow_up equal July 2026; owner contains Tomás
    follow-ups from soonest to latest => next_follow_up isSet; next_follow_up greaterThanOrEqual today; sort next_follow_up
  `,
  ordersOfWhatIsAsked: `
    follow ups scheduled for March 2026, soonest first => next_follow_up equal March 2026; sort next_follow_up
    follow-ups planned for May 2026, earliest first => next_follow_up equal May 2026; sort next_follow_up
    contacts spoken to in 2025, most recent first => lastInteractionAt equal 2025; sort lastInteractionAt desc
    overdue follow-ups, oldest first => next_follow_up lessThan today; sort next_follow_up
    leads updated this year, latest first => lifecycle_stage = Lead; updated equal this year; sort updated desc
    customers in EMEA, newest first => lifecycle_stage = Customer; region = EMEA; sort created desc
    created this year, spoken to last month, latest first => nothing fits latest first
    leads, soonest first => nothing fits soonest first
    deals over 50k, largest first => deal_size greaterThan 50000; sort deal_size desc
    leads sorted by ICP score, best ones first pls => lifecycle_stage = Lead; sort icp_score desc
    customers sorted by deal size, the largest ones first => lifecycle_stage = Customer; sort deal_size desc
    leads sorted by newest => lifecycle_stage = Lead; sort created desc
    spoken to this year, sorted by oldest => lastInteractionAt equal this year; sort lastInteractionAt
    opportunities in order of follow-up date => lifecycle_stage = Opportunity; sort next_follow_up
    customers sorted alphabetically => lifecycle_stage = Customer; sort name
    leads in alphabetical order => lifecycle_stage = Lead; sort name
  `,
  longSilence: `
    leads gone silent for 6 months => lifecycle_stage = Lead; (lastInteractionAt lessThan 6 months ago | lastInteractionAt not_isSet)
    customers that went quiet since January => lifecycle_stage = Customer; (lastInteractionAt lessThan January | lastInteractionAt not_isSet)
    leads neglected for 90 days => lifecycle_stage = Lead; (lastInteractionAt lessThan 90 days ago | lastInteractionAt not_isSet)
    leads that went quiet in March => nothing fits quiet / March
    customers who have not gone quiet for 6 months => nothing fits not gone quiet
    stale leads => nothing fits stale
    neglected customers => nothing fits neglected
    who haven't we heard from in half a year => (lastInteractionAt lessThan 6 months ago | lastInteractionAt not_isSet)
    contacts without any contact since January => (lastInteractionAt lessThan January | lastInteractionAt not_isSet)
  `,
  talks: `
    who did we last interact with in the week of 20 October 2025 => lastInteractionAt equal week of 20 October 2025
    who did we meet in the week of 6 October 2025 => lastInteractionAt equal week of 6 October 2025
    created in the week of 2026-03-02 => created equal week of 2026-03-02
    people we caught up with in January => lastInteractionAt equal January
    who did I catch up with last week => lastInteractionAt equal last week
    spoken to in mid February => lastInteractionAt equal mid February
    created in late January 2026 => created equal late January 2026
    people with whom we had contact last month => lastInteractionAt equal last month
    created in the last couple of weeks => created greaterThanOrEqual a couple of weeks ago
  `,
  onFile: `
    customers who have got a phone number on file => lifecycle_stage = Customer; phone isSet
    leads with an email on record => lifecycle_stage = Lead; email isSet
    who has no LinkedIn profile on file => linkedIn not_isSet
    customers we've got a LinkedIn for => lifecycle_stage = Customer; linkedIn isSet
  `,
  figures: `
    six figure deals => deal_size greaterThanOrEqual 100000; deal_size lessThan 1000000
    five-figure deals in EMEA => deal_size greaterThanOrEqual 10000; deal_size lessThan 100000; region = EMEA
    leads with a budget in six figures => lifecycle_stage = Lead; annual_budget greaterThanOrEqual 100000; annual_budget lessThan 1000000
  `,
  sizesAndCodes: `
    XL and XXL shirts => t_shirt_gro_e hasWords XL/XXL
    who wears XL => t_shirt_gro_e hasWords XL
    people who wear size L or M => t_shirt_gro_e hasWords L/M
    t-shirt size M or L => t_shirt_gro_e hasWords M/L
    not size XL shirts => t_shirt_gro_e not_hasWords XL
    leads wearing glasses => nothing fits glasses
    legacy id CRM-100081 => crm_id hasWords CRM 100081
    managers of Maja Jensen => reports_to of Maja Jensen
    managers of product => title hasWords manager product
    shirt sizes of champions => persona = Champion; show name, t_shirt_gro_e
    Logan Okafor's reports => reports_to contains Logan Okafor
    who are the direct reports of Logan Okafor => reports_to contains Logan Okafor
    finance directors and CFOs in EMEA => title hasWords finance director/CFO/Chief Financial Officer; region = EMEA
  `,
  signs: `
    leads & mqls with icp > 80 => lifecycle_stage = Lead/Marketing Qualified; icp_score greaterThan 80
    leads + opportunities => lifecycle_stage = Lead/Opportunity
    leads/mqls in APAC => lifecycle_stage = Lead/Marketing Qualified; region = APAC
    CFOs & COOs => title hasWords CFO/Chief Financial Officer/COO/Chief Operating Officer
    CFOs/COOs => title hasWords CFO/Chief Financial Officer/COO/Chief Operating Officer
    leads at Lumen & Sons => lifecycle_stage = Lead; account contains Lumen & Sons
    UK & Ireland customers => territory = UK & Ireland; lifecycle_stage = Customer
    reason for evaluating: interested in the API => primary_reason_for_evaluating_our_platform_in_the_past_month hasWords interested in the API
    title: CFO => title hasWords CFO/Chief Financial Officer
    stage: customer, region: EMEA => lifecycle_stage = Customer; region = EMEA
    crm id legacy-243 => crm_id hasWords legacy 243
  `,
  including: `
    list every CEO, incl. founders => title hasWords CEO/Chief Executive Officer/founder
    all CTOs, incl. CIOs => title hasWords CTO/Chief Technology Officer/CIO/Chief Information Officer
    every CFO in EMEA => title hasWords CFO/Chief Financial Officer; region = EMEA
    Managing directors or chief of staff => title hasWords Managing director/MD/chief staff
    VPs but not VP Sales => title hasWords VP/Vice President; title not_hasWords VP Sales/Vice President Sales
    directors, not managing directors => title hasWords director; title not_hasWords managing director/MD
  `,
  handles: `
    contacts with an X account but no instagram => twitter isSet; instagram not_isSet
    people without an X handle => twitter not_isSet
    people on LinkedIn => linkedIn isSet
    customers not on X => lifecycle_stage = Customer; twitter not_isSet
    people without a linkedin account => linkedIn not_isSet
    private email but no business email => email_custom isSet; email not_isSet
    phone but no email => phone isSet; email not_isSet
  `,
  fromTheWordsBefore: `
    owned by her => nothing fits owned by her
    created in March or April 2025 => created equal March 2025/April 2025
    added jan 9 or jan 13 of 2023 => created equal jan 9 2023/jan 13 2023
    earliest upcoming follow-up => next_follow_up greaterThanOrEqual today; sort next_follow_up
    earliest upcoming follow-up for customers in 2026 => next_follow_up equal 2026; lifecycle_stage = Customer; sort next_follow_up
    next upcoming follow-up => next_follow_up greaterThanOrEqual today; sort next_follow_up
    call back by end of april 2026 => next_follow_up lessThanOrEqual end of april 2026
    jones in the UK => address.country equal UK; query jones
  `,
  askedAtTheEnd: `
    how many contacts did each person create? => by createdBy
    how many contacts did each rep add => by createdBy
    how many leads does each person own => lifecycle_stage = Lead; by owner
    EMEA vs Americas pipeline => region = EMEA/Americas; by region; sum deal_size
    everyone tagged with Überwachung => interests = Überwachung
    how many contacts has each person added this year => created equal this year; by createdBy
    contacts to call back => next_follow_up isSet
    follow-ups in jan or feb 2026 => next_follow_up equal jan 2026/feb 2026
    phone: none => phone not_isSet
    people who did not unsubscribe from the newsletter => nothing fits unsubscribe from the newsletter / not unsubscribe
  `,
  wordsThatAreConditions: `
    in which region is the average deal size the highest for customers => lifecycle_stage = Customer; sort average deal_size desc; by region; average deal_size
    which stage is the average ICP score lowest in, among leads in EMEA => lifecycle_stage = Lead; region = EMEA; sort average icp_score asc; by lifecycle_stage; average icp_score
    customers whose notes do not mention pricing => lifecycle_stage = Customer; (notes isSet | notes_2 isSet); notes not_contains pricing; notes_2 not_contains pricing
    my colleagues => nothing fits my colleagues
    Maja Jensen and her colleagues => nothing fits her colleagues
    who works with Maja Jensen => account of Maja Jensen
    Maja Jensen and her team => nothing fits her team
    who does Maja Jensen work with => account of Maja Jensen
    people who work with her => nothing fits work with her
    customers we must contact => nothing fits must contact
    whom must we contact => nothing fits must we contact
    who do we have to contact => nothing fits have to contact
    who should we contact in EMEA => region = EMEA
    median last interaction => nothing fits median last interaction
    average region => nothing fits average region
    variance of the last interaction => nothing fits variance of the last interaction
    SaaStr attendees => events = SaaStr 2025
    follow-ups scheduled => next_follow_up isSet
    customers without an event attended => lifecycle_stage = Customer; events not_isSet
    customers at one account => nothing fits one
    one customer in EMEA => lifecycle_stage = Customer; region = EMEA; limit 1
    our single customer in EMEA => lifecycle_stage = Customer; region = EMEA
    how many owners of the leads have a customer => nothing fits how many owners of the leads have
    how many owners of the leads that have a phone => owner isSet; lifecycle_stage = Lead; phone isSet; by owner; limit 0
    how many contacts want a report => nothing fits want / report
    customers who need help => nothing fits need help
    how many contacts share a table => nothing fits share / table
    how many contacts are single => nothing fits single
    how many people are employed => nothing fits employed
    how many must we contact => nothing fits must we contact
    biggest deals we work on => nothing fits work
    leads in our area => nothing fits area
    how many leads are EMEA based => lifecycle_stage = Lead; region = EMEA; limit 0
    how many customers attended => nothing fits attended
    leads in EMEA who are single => nothing fits single
    who must be contacted this week => nothing fits must be contacted this week
    how many contacts have somebody we know => nothing fits somebody
    contacts who have someone they can call => nothing fits someone / call
    do we have somebody in EMEA => region = EMEA
    leads with a phone in 2025 => nothing fits 2025
  `,
  linkedToSomebody: `
    contacts that somebody reports to => nothing fits reports to
    how many contacts have nobody reporting to them => nothing fits reporting to them / nobody reporting
    who on our team looks after Maja Jensen => query Maja Jensen; show name, account, owner
    which colleague of ours takes care of Maja Jensen => query Maja Jensen; show name, account, owner
    who on our team knows Maja Jensen => plain, doubtful knows
    who else works at the same company as Maja Jensen => account of Maja Jensen
    Maja Jensen's coworkers in EMEA => account of Maja Jensen; region = EMEA
    other customers with the same owner as Maja Jensen => lifecycle_stage = Customer; owner of Maja Jensen
    people with the same manager as Maja Jensen => nothing fits same manager as Maja Jensen
    customers in the same region as Maja Jensen => nothing fits same region as Maja Jensen
  `,
  recorded: `
    contacts with no last interaction recorded => lastInteractionAt not_isSet
    how many contacts have a last interaction recorded? => lastInteractionAt isSet; limit 0
    leads with no owner assigned to them => lifecycle_stage = Lead; owner not_isSet
    contacts with no phone number recorded: how many => phone not_isSet; limit 0
    contacts with an owner assigned to Kenji => owner contains Kenji
    how many contacts have a next follow-up scheduled => next_follow_up isSet; limit 0
    leads with no phone recorded in 2025 => nothing fits recorded / 2025
  `,
  beginnings: `
    how many contacts have a phone number that starts with +48 => phone startsWith +48; limit 0
    contacts with an e-mail that begins with info => email startsWith info
    people whose first name starts with Z: how many => name.firstName startsWith Z; limit 0
    contacts with a title that doesn't start with Head => title isSet; title not_startsWith Head
  `,
  saidTwice: `
    decision makers we lost (churned) => persona = Decision Maker; lifecycle_stage = Churned
    customers we lost (churned) => lifecycle_stage = Churned
    customers (churned) => nothing fits customers churned
    leads (EMEA, APAC) => lifecycle_stage = Lead; region = EMEA/APAC
    blue-eyed people (customers) => nothing fits blue eyed
    people we hate (customers) => nothing fits hate
  `,
  due: `
    contacts due a follow-up in March 2026 => next_follow_up equal March 2026
    who is due for a follow-up this month => next_follow_up equal this month
    who is due a call in March 2026 => nothing fits call
    anyone in Germany we must not contact => address.country equal Germany; doNotContact equal true
    how many customers may we contact? => lifecycle_stage = Customer; doNotContact not_equal true; limit 0
    leads who attended Web Summit 2019 => nothing fits Web Summit 2019
    how many people must we not contact? => doNotContact equal true; limit 0
    contacts in Germany we have not contacted in 2026 => address.country equal Germany; lastInteractionAt not_equal 2026
  `,
  superlativesAtTheEnd: `
    whose next follow-up is the earliest? => sort next_follow_up
    whose last interaction is the most recent => sort lastInteractionAt desc
    which customer's deal size is the largest => lifecycle_stage = Customer; sort deal_size desc
    in which region is the average annual budget highest => sort average annual_budget desc; by region; average annual_budget
    which region's median ICP score is the lowest => sort median icp_score asc; by region; median icp_score
    for which owner is the number of customers smallest => lifecycle_stage = Customer; sort count asc; by owner
    which persona's deal size is the highest => sort max deal_size desc; by persona; max deal_size
    in which region are the fewest leads => lifecycle_stage = Lead; sort count asc; by region
    which region is the highest => nothing fits highest
    the newest contacts are the best => nothing fits best
  `,
  numbersOfValues: `
    how many contacts came to two or more of our events => events hasAtLeast 2; limit 0
    people who do not have more than one account => account not_hasAtLeast 2
    customers with exactly two interests => lifecycle_stage = Customer; interests hasAtLeast 2; interests not_hasAtLeast 3
    customers with no more than one interest => lifecycle_stage = Customer; interests not_hasAtLeast 2
    who has multiple e-mail addresses => email hasAtLeast 2
    deal size over 50k and more than one account => deal_size greaterThan 50000; account hasAtLeast 2
    how many leads have neither a phone nor more than one email => nothing fits neither a phone
    contacts using LinkedIn => linkedIn isSet
    how many customers use a private email => lifecycle_stage = Customer; email_custom isSet; limit 0
    contacts with one phone => nothing fits one phone
    contacts with 2 phones => nothing fits 2 phones
    people with two accounts => nothing fits two accounts
    contacts with more than one owner => nothing fits more than one owner
    reps with more than two accounts => nothing fits more than two accounts
    who attended more than one event besides SaaStr 2025 => nothing fits more than one event
    at least two of the events SaaStr 2025 and Web Summit 2025 => nothing fits at least two of the events
  `,
  choices: `
    emails of Lukas Weber and Maja Jensen => name hasWords Lukas Weber/Maja Jensen; show name, email
    leads owned by Kenji or Priya with an ICP score of 80 or lower => lifecycle_stage = Lead; owner contains Kenji/Priya; icp_score lessThanOrEqual 80
    who has a higher ICP score than Lukas Weber => plain, doubtful higher / than
    who has the higher ICP score, Maya Lindqvist or Kenji Ōta => nothing fits or
  `,
  saidElsewise: `
    people with a phone, no email => phone isSet; email not_isSet
    who referred Maja Jensen to us => referred contains Maja Jensen
    leads created by Maya Lindqvist - how many? => lifecycle_stage = Lead; createdBy contains Maya Lindqvist; limit 0
    how many people use a velo-city.example address => email contains @velo-city.example; limit 0
    which customers do we need per region => nothing fits need
    how many contacts did each team member create => by createdBy
    who created the most leads => lifecycle_stage = Lead; sort count desc; by createdBy
    how many leads did Kenji create in 2025 => lifecycle_stage = Lead; createdBy contains Kenji; created equal 2025; limit 0
    contacts Kenji created - how many => createdBy contains Kenji; limit 0
    leads added by Kenji or Maya => lifecycle_stage = Lead; createdBy contains Kenji/Maya
    who reports to Kenji Matsumoto or Evelyn Moore => reports_to contains Kenji Matsumoto/Evelyn Moore
    contacts that Kenji added => createdBy contains Kenji
    how many contacts did Kenji not create => createdBy not_contains Kenji; limit 0
    contacts created per team member => by createdBy
    contacts created by team member => by createdBy
    leads by team member => lifecycle_stage = Lead; by owner
    which team member has the most leads => lifecycle_stage = Lead; sort count desc; by owner
    Maja Jensen was referred by whom => referred contains Maja Jensen
    which contacts were referred by two people => nothing fits referred by two people
    how many customers use our platform => nothing fits use / platform
    earliest scheduled interaction => plain
    who was Maja Jensen referred by => referred contains Maja Jensen
    how many people can we reach by phone => (phone isSet | mobile isSet); doNotContact not_equal true; limit 0
    who goes by the nickname Max => spitzname hasWords Max
    customers in EMEA - list them with deal size => lifecycle_stage = Customer; region = EMEA; show name, deal_size
    decision makers, i.e. VPs => nothing fits i.e
    who reports directly to Maja Jensen => reports_to contains Maja Jensen
    how many companies do Kenji's leads come from => account isSet; owner contains Kenji; lifecycle_stage = Lead; by account; limit 0
    how many companies do our leads buy from => nothing fits buy
    which companies do most of our leads buy from => nothing fits buy
  `,
  howManyDifferent: `
    in how many different cities do our contacts live => address.city isSet; by address.city; limit 0
    in how many countries do we have contacts => address.country isSet; by address.country; limit 0
    how many unique job titles do our customers have => title isSet; lifecycle_stage = Customer; by title; limit 0
    number of different owners of churned contacts => owner isSet; lifecycle_stage = Churned; by owner; limit 0
    how many companies do our leads work at => account isSet; lifecycle_stage = Lead; by account; limit 0
    how many different companies have no owner => nothing fits different companies
    how many companies are in Berlin => nothing fits companies
    how many events did each customer attend => nothing fits each customer / events
    how many interests do customers have on average => nothing fits average / interests
  `,
  ranksBesideConditions: `
    director of security, not Acme => account not_contains Acme; query director of security
    head of security not at Acme => account not_contains Acme; query head of security
    director of security who is a customer => lifecycle_stage = Customer; query director of security
    head of security, customers only => lifecycle_stage = Customer; query head of security
    VP of data and analytics owned by Maya => owner contains Maya; query VP of data analytics
    director of security not in Denmark => address.country not_equal Denmark; query director of security
    head of data at the Zurich company => account contains Zurich; query head of data
    head of data not at Fathom => account not_contains Fathom; query head of data
    lead of data, churned => lifecycle_stage = Churned; query lead of data
    manager for security with a phone => phone isSet; query manager for security
    head of the security team, not in EMEA => region not_equal EMEA; query head of the security
    head of people in Germany => address.country equal Germany; query head of people
    chief people officer, customers only => lifecycle_stage = Customer; query chief people officer
    director of Sable Security, customers => lifecycle_stage = Customer; account contains Sable Security; query director
    customers of Fathom => lifecycle_stage = Customer; account contains Fathom
    Polish head of marketing at Oakmont => address.country equal Poland; account contains Oakmont; query head of marketing
    the French CFO => address.country equal France; query CFO
    South African customers => address.country equal South Africa; lifecycle_stage = Customer
    American customers => address.country equal United States; lifecycle_stage = Customer
    Kenyan leads => address.country equal Kenya; lifecycle_stage = Lead
    Peruvian or Ghanaian champions => address.country equal Peru/Ghana; persona = Champion
    VP US sales => plain
    head of German sales => plain
    Dutch guy at Yellow Door => address.country equal Netherlands; account contains Yellow Door
    Wouter Niehuis, Nederlands guy at Yellow Dor => plain, doubtful Wouter
    one of the customers in Berlin => lifecycle_stage = Customer; address hasWords Berlin
    somebody from Ostrava Steel, procurement => account contains Ostrava Steel; query procurement
    the one from Ostrava Steel, procurement => plain
    Jonas or Yetunde at Acme => plain
    Lena or Jonas in Berlin => plain
    no one of the leads has a phone => nothing fits no one of
    Capital One customers => lifecycle_stage = Customer; query Capital One
  `,
  spoken: `
    which customers don't we have an email for => lifecycle_stage = Customer; email not_isSet
    my assistant needs all general counsels with their emails => title hasWords general counsel; show name, email
    could you please pull up a list of the customers in Spain, thanks => lifecycle_stage = Customer; address.country equal Spain
    so, any idea which leads have no phone? => lifecycle_stage = Lead; phone not_isSet
    I was wondering if you could tell me how many customers we have => lifecycle_stage = Customer; limit 0
    I'm looking for someone in finance at Acme, if possible => title hasWords finance; account contains Acme
    get me the churned contacts, please => lifecycle_stage = Churned
    our boss wants the customers without an owner, which ones are they? => lifecycle_stage = Customer; owner not_isSet
    So Young => plain
    how many people are there that nobody's responsible for => owner not_isSet; limit 0
    leads that no one takes care of => lifecycle_stage = Lead; owner not_isSet
    which of us looks after the customers in Spain => lifecycle_stage = Customer; address.country equal Spain; by owner
    who on our team handles Acme => account contains Acme; by owner
    who owns the Fathom Data account => account contains Fathom Data; by owner
    which rep covers Tokyo => address hasWords Tokyo; by owner
    who manages Acme => account contains Acme; by owner
  `,
  seniority: `
    VP-level people in EMEA => title hasWords VP/vice president/SVP/EVP; region = EMEA
    C-level contacts at Acme => title hasWords chief officer/CEO/CFO/CTO/COO/CMO/CIO/CPO/CRO/CISO/CHRO; account contains Acme
    execs in Spain => title hasWords chief officer/CEO/CFO/CTO/COO/CMO/CIO/CPO/CRO/CISO/CHRO; address.country equal Spain
    executives at Acme => title hasWords chief officer/CEO/CFO/CTO/COO/CMO/CIO/CPO/CRO/CISO/CHRO; account contains Acme
    directors or above at Acme => title hasWords director/head/VP/vice president/SVP/EVP/chief officer/CEO/CFO/CTO/COO/CMO/CIO/CPO/CRO/CISO/CHRO/founder/president; account contains Acme
    VP level or above in operations => title hasWords VP/vice president/SVP/EVP/chief officer/CEO/CFO/CTO/COO/CMO/CIO/CPO/CRO/CISO/CHRO/founder/president; title hasWords operations
    people who are not C-level in EMEA => title not_hasWords chief officer/CEO/CFO/CTO/COO/CMO/CIO/CPO/CRO/CISO/CHRO; region = EMEA
    managers at Acme => title hasWords manager; account contains Acme
    anyone at VP level in Barcelona => title hasWords VP/vice president/SVP/EVP; address hasWords Barcelona
  `,
  wholeNames: `
    Maja Jensen or Nisha Reddy => name hasWords Maja Jensen/Nisha Reddy
    Maja Jensen and Nisha Reddy => name hasWords Maja Jensen/Nisha Reddy
    show me Maja Jensen, Nisha Reddy and Duncan Murray => name hasWords Maja Jensen/Nisha Reddy/Duncan Murray
    Maja Jensen or Nisha Reddy at Brightloom => name hasWords Maja Jensen/Nisha Reddy; account contains Brightloom
    people called Takumi we talked to in 2025 => lastInteractionAt equal 2025; query called Takumi
  `,
  citiesAndStates: `
    people in Austin, TX => address.city equal Austin; address.state equal TX
    people in Austin Texas => address.city equal Austin; address.state equal Texas
    people in Texas => address.state equal Texas
    people in TX => address.state equal TX
    people in San Francisco CA => address.city equal San Francisco; address.state equal CA
    customers in Seattle WA => lifecycle_stage = Customer; address.city equal Seattle; address.state equal WA
    people in Seattle WA or Austin TX => ((address.city equal Seattle & address.state equal WA) | (address.city equal Austin & address.state equal TX))
    people in Seattle, WA or Austin, TX => ((address.city equal Seattle & address.state equal WA) | (address.city equal Austin & address.state equal TX))
    people in Portland OR => address.city equal Portland; address.state equal Oregon
    customers in Portland, OR => lifecycle_stage = Customer; address.city equal Portland; address.state equal Oregon
    customers not in Austin TX => lifecycle_stage = Customer; (address.city not_equal Austin | address.state not_equal TX)
    people in Rochester New York => address.city equal Rochester; address.state equal New York
  `,
  sayings: `
    which customers are the biggest => lifecycle_stage = Customer; sort deal_size desc
    how much pipeline is Maya sitting on => owner contains Maya; sum deal_size
    who do I need to follow up with this month => next_follow_up equal this month
    what follow-ups did we miss => next_follow_up lessThan today
    people we haven't contacted in over six months who are in an open opportunity => (lastInteractionAt lessThan six months ago | lastInteractionAt not_isSet); lifecycle_stage = Opportunity
    are there any influencers among the customers who wear a size L => persona = Influencer; lifecycle_stage = Customer; t_shirt_gro_e hasWords L
    show contacts Alexandra put in => createdBy contains Alexandra
    I need to get hold of somebody in legal, doesn't matter where => nothing fits doesn't matter / hold
    can I talk to any engineers in Bengaluru => title hasWords engineer; address hasWords Bengaluru
    who reports into Duncan Murray => reports_to contains Duncan Murray
    who was entered by Kenji and still has no owner => createdBy contains Kenji; owner not_isSet
    what came in after January 12th 2023 => created greaterThan January 12th 2023
  `,
  spokenToo: `
    who on the team owns the most leads => lifecycle_stage = Lead; sort count desc; by owner
    roughly how much budget do the decision makers have altogether => persona = Decision Maker; sum annual_budget
    who's due a call back in March => next_follow_up equal March
    blockers anywhere in the US? => persona = Blocker; address.country equal US
  `,
  accountsOfAKind: `
    people at customer accounts in the Nordics => lifecycle_stage = Customer; territory = Nordics
    directors at churned companies => title hasWords director; lifecycle_stage = Churned
    engineers at Orchard and Vine => title hasWords engineer; account contains Orchard & Vine
    Falcon and Reed engineers => title hasWords engineer; account contains Falcon & Reed
    prepare me for a meeting with Falcon & Reed => plain
    I have a call tomorrow with Maja Jensen => plain
    An account that is owned by Priya => nothing fits account that is owned by Priya
    people at companies Priya owns => nothing fits companies Priya owns
    leads owned by Priya => lifecycle_stage = Lead; owner contains Priya
    finance directors in Europe => nothing fits Europe
    European customers => nothing fits European
    leads in the EU => nothing fits EU
  `,
  behindSlashes: `
    contacts at Nimbus Cloud / Yellow Door with ICP score above 70 => account contains Nimbus Cloud/Yellow Door; icp_score greaterThan 70
    customers in Paris/Lyon => lifecycle_stage = Customer; address hasWords Paris/Lyon
    owner: Priya Raman / Kenji Ota, stage Lead => owner contains Priya Raman/Kenji Ota; lifecycle_stage = Lead
    customers and/or leads in EMEA => lifecycle_stage = Customer/Lead; region = EMEA
    no phone/email => phone not_isSet; email not_isSet
    customers / EMEA => lifecycle_stage = Customer; region = EMEA
    customers | EMEA => lifecycle_stage = Customer; region = EMEA
    ICP score below 20 or missing a phone => (icp_score lessThan 20 | phone not_isSet)
    phone / owner of leads => lifecycle_stage = Lead; show name, phone, owner
    stage: Lead | owner: Priya Raman => lifecycle_stage = Lead; owner contains Priya Raman
  `,
  membersByMail: `
    owned by daniel.okoye@brightpath.example in APAC => owner equal daniel.okoye@brightpath.example; region = APAC
    kenji.ota@brightpath.example's leads => owner equal kenji.ota@brightpath.example; lifecycle_stage = Lead
    leads not owned by kenji.ota@brightpath.example => lifecycle_stage = Lead; owner not_equal kenji.ota@brightpath.example
    who reports to caio.silva@summit-outdoor.example => reports_to equal caio.silva@summit-outdoor.example
    find caio.silva@summit-outdoor.example => plain
  `,
  orUnset: `
    follow-ups due before April 2026 or not set => (next_follow_up lessThan April 2026 | next_follow_up not_isSet)
    last interaction before June 2025 or never => (lastInteractionAt lessThan June 2025 | lastInteractionAt not_isSet)
    icp between 20 and 30 or unknown => ((icp_score greaterThanOrEqual 20 & icp_score lessThanOrEqual 30) | icp_score not_isSet)
    region is null => region not_isSet
  `,
  asAgentsAndPeopleSay: `
    customers in London as well as in Manchester => lifecycle_stage = Customer; address hasWords London/Manchester
    contacts in the US excluding New York => address.country equal US; address.state not_equal New York; address.city not_equal New York
    customers per region, largest group first => lifecycle_stage = Customer; sort count desc; by region
    interests include AI Agents but exclude Security => interests = AI Agents; interests not_equal Security
    do not contact flagged people by owner => doNotContact equal true; by owner
    newsletter: yes, region: APAC => newsletter_opt_in equal true; region = APAC
    at which companies do we know more than a dozen people => count greaterThan 12; by account
    leads that became customers => lifecycle_stage = Customer
    customers owned by neither Alex nor Priya => lifecycle_stage = Customer; owner not_contains Alex/Priya
    created after 2023-01-10 and before 2023-01-12 => created greaterThan 2023-01-10; created lessThan 2023-01-12
    champions in EMEA, just tell me how many => persona = Champion; region = EMEA; limit 0
    somebody in legal => plain
    how many Spaniards do we know => address.country equal Spain; limit 0
    leads that aren't Germans => lifecycle_stage = Lead; address.country not_equal Germany
    how many of those have a phone => nothing fits of those
    of those who attended Web Summit, how many are leads => events = Web Summit 2025; lifecycle_stage = Lead; limit 0
    show me more => nothing fits more
    who reports to the CEO of Fathom Data => nothing fits reports to the CEO
    is anyone at Brightloom a decision maker => account contains Brightloom; persona = Decision Maker
    people within the DACH territory => territory = DACH
    people at Five Star Hotels => plain
    contacts with more than 3 stars => sentiment greaterThan 3
    Maja Jensen's direct reports => reports_to contains Maja Jensen
    contacts with a +44 number => phone startsWith +44
    leads without a +44 number => lifecycle_stage = Lead; phone not_startsWith +44
    icp 80-90 => icp_score greaterThanOrEqual 80; icp_score lessThanOrEqual 90
    owner = none => owner not_isSet
    everyone at the company of Maja Jensen => account of Maja Jensen
    people working in HR at Yellow Door => plain
    marketing person at Mata Verde => title hasWords marketing; account contains Mata Verde
  `,
  notOtherwise: `
    take customers from EMEA => lifecycle_stage = Customer; region = EMEA
    exclude leads in EMEA and people from Acme => (lifecycle_stage not_equal Lead | region not_equal EMEA); account not_contains Acme
    remove leads from the EMEA region => nothing fits remove
    investors: in EMEA => nothing fits investors
    active customers: EMEA => nothing fits active
    enterprise customers: no phone => nothing fits enterprise
    owners with more deals than 5 => nothing fits more than 5
    companies bigger than 5000 => nothing fits bigger than 5000
    heads of sales, founders => title hasWords head sales/founder
    people working as a manager => title hasWords manager
    customers we have lost contact with => nothing fits lost
    who missed their follow-up => plain, doubtful missed
    champions plus the customers in EMEA => nothing fits plus
    customers via Kenji => nothing fits via
    show the manager of Maja Jensen => reports_to of Maja Jensen
    find the client with the biggest budget => lifecycle_stage = Customer; sort annual_budget desc
    show them by region => by region
    show my boss the leads in EMEA => lifecycle_stage = Lead; region = EMEA
    who closed the most deals => plain, doubtful closed / most
    which events brought us customers => nothing fits brought
    leads without a phone and their owners => lifecycle_stage = Lead; phone not_isSet; show name, owner
    customers not employed by Acme grouped by industry => lifecycle_stage = Customer; account not_contains Acme; by industry
    contacts in Germany grouped by industry => address.country equal Germany; by industry
    top 5 customers bigger than 40k by score => lifecycle_stage = Customer; deal_size greaterThan 40000; sort icp_score desc; limit 5
    top 5 contacts with deals over EUR 50k by score => nothing fits by score
    people holding a budget with a phone => nothing fits holding / budget
    leads from the website => nothing fits website
    no contacts in Berlin => nothing fits no contacts
    contacts we can't reach in Germany => nothing fits can't reach
    leads outside of London and Paris => lifecycle_stage = Lead; address not_hasWords London/Paris
    leads owned by Kenji and me in EMEA => nothing fits Kenji and me in EMEA
    leads Kenji does not own => lifecycle_stage = Lead; owner not_contains Kenji
    contacts not created by me in Germany => createdBy not_equal me; address.country equal Germany
    not in Berlin or at Acme => nothing fits or at Acme / Berlin or at Acme
    all emails of customers => lifecycle_stage = Customer; show name, email
    leads with an ICP score above 70 and an email => lifecycle_stage = Lead; icp_score greaterThan 70; email isSet
    contacts without a phone or not in EMEA => nothing fits phone or not
    customers created in January 2023 and referred by Maja Jensen => lifecycle_stage = Customer; created equal January 2023; referred of Maja Jensen
    leads in EMEA, only those with Kenji as owner => lifecycle_stage = Lead; region = EMEA; owner contains Kenji
    contacts with EMEA as region and also with Kenji as owner => region = EMEA; owner contains Kenji
    customers with a phone and with Kenji as owner => lifecycle_stage = Customer; phone isSet; owner contains Kenji
    leads without an owner and titled Head of Marketing => lifecycle_stage = Lead; owner not_isSet; title hasWords Head of Marketing
    customers created in January 2023, owned by Kenji => lifecycle_stage = Customer; created equal January 2023; owner contains Kenji
    leads with a budget, with a score over 80 => lifecycle_stage = Lead; annual_budget isSet; icp_score greaterThan 80
    people working as a manager plus in Berlin => nothing fits plus
    customers with a phone working as a manager => nothing fits phone
    everyone except leads, but only those with a mobile => lifecycle_stage not_equal Lead; mobile isSet
    everyone except leads, in EMEA with a phone but no email => lifecycle_stage not_equal Lead; region = EMEA; phone isSet; email not_isSet
    ignore customers: score under 20 => nothing fits ignore
    not hot leads: score over 80 => nothing fits not hot leads
    leads from the fair: score over 60 => lifecycle_stage = Lead; icp_score greaterThan 60; query from the fair
    customers using Slack: score over 60 => nothing fits using
    customers per country sorted by deal size, top 5 => lifecycle_stage = Customer; sort sum deal_size desc; by address.country; sum deal_size; limit 5
    smallest deals, top 5 => sort deal_size; limit 5
    customers sorted by deal size ascending, top 5 => lifecycle_stage = Customer; sort deal_size; limit 5
    people working as a manager with Kenji as owner => title hasWords manager; owner contains Kenji
    doctors in EMEA, meaning those without a phone => nothing fits doctors / meaning
  `,
  headingsAndLists: `
    customers without a dog: those in EMEA => nothing fits without a dog
    the user would like a list of leads in EMEA => lifecycle_stage = Lead; region = EMEA
    retrieve leads in EMEA => lifecycle_stage = Lead; region = EMEA
    return the 5 newest leads => lifecycle_stage = Lead; sort created desc; limit 5
    who at Polaris or Trellis HR holds a budget => account contains Polaris/Trellis HR; annual_budget isSet
    marketing or sales qualified contacts in APAC => lifecycle_stage = Marketing Qualified/Sales Qualified; region = APAC
    not marketing or sales qualified => lifecycle_stage not_equal Marketing Qualified/Sales Qualified
    contacts whose email ends with brightloom.example => email contains @brightloom.example
    contacts with the nickname Toni or Lou => spitzname hasWords Toni/Lou
    contacts with a press link => press_links isSet
    deals above 80k with nobody assigned => deal_size greaterThan 80000; owner not_isSet
    people who said they don't want to be contacted => doNotContact equal true
    which contacts are in London and in what stage are they => address hasWords London; show name, lifecycle_stage
    contacts with a press link but no instagram, Hannah's only => press_links isSet; instagram not_isSet; owner contains Hannah
    not the leads, the customers in APAC => lifecycle_stage not_equal Lead; lifecycle_stage = Customer; region = APAC
    contacts with linkedin present => linkedIn isSet
    people with CFO or Finance in their title => title hasWords CFO/Finance
    customers in Poland who own a phone => lifecycle_stage = Customer; address.country equal Poland; phone isSet
    leads by owner, excluding unassigned ones => lifecycle_stage = Lead; owner isSet; by owner
    customers that we did not speak to in January or February 2026 => lifecycle_stage = Customer; lastInteractionAt not_equal January 2026/February 2026
    not spoken to in January or after February 2026 => nothing fits January or after / after February 2026
    customers from Danish companies => nothing fits Danish companies
    except the ones in Japan and India => address.country not_equal Japan/India
    opportunities sized between 10,000 and 30,000 euro => lifecycle_stage = Opportunity; deal_size greaterThanOrEqual 10000; deal_size lessThanOrEqual 30000
  `,
  inAnyOrder: `
    contacts whose lifecycle stage is set to customer => lifecycle_stage = Customer
    contacts classified as influencers => persona = Influencer
    contacts not belonging to EMEA => region not_equal EMEA
    contacts with a higher ICP score than 80 => icp_score greaterThan 80
    contacts with a maximum ICP score of 80 => icp_score lessThanOrEqual 80
    contacts with a minimum budget of 50k => annual_budget greaterThanOrEqual 50000
    contacts with budgets in the range of 20k to 50k => annual_budget greaterThanOrEqual 20000; annual_budget lessThanOrEqual 50000
    deals of at least EUR 50,000 => deal_size greaterThanOrEqual 50000
    contacts whose last interaction is older than 90 days => lastInteractionAt lessThan 90 days ago
    contacts with a creation date before 10 January 2023 => created lessThan 10 January 2023
    contacts with newsletter opt-in true => newsletter_opt_in equal true
    contacts with no known phone number => phone not_isSet
    contacts whose phone number we don't have => phone not_isSet
    contacts who have a phone but not an email => phone isSet; email not_isSet
    customers with Kenji as owner => lifecycle_stage = Customer; owner contains Kenji
    leads without Kenji as owner => lifecycle_stage = Lead; owner not_contains Kenji
    leads having software as their industry, without a phone => lifecycle_stage = Lead; industry = Software; phone not_isSet
    leads titled VP Sales => lifecycle_stage = Lead; title hasWords VP Sales/Vice President Sales
    people with an interest in AI but not yet customers => interests = AI Agents; lifecycle_stage not_equal Customer
    leads with an unknown owner => lifecycle_stage = Lead; owner not_isSet
    give me lead counts per region => lifecycle_stage = Lead; by region
    what is the highest budget of any lead => lifecycle_stage = Lead; sort annual_budget desc
    rank the reps by customers => lifecycle_stage = Customer; sort count desc; by owner
    how many decision makers did we lose => persona = Decision Maker; lifecycle_stage = Churned; limit 0
    contacts with a follow-up but no recent interaction => nothing fits no recent interaction
    split leads into those with and without a phone => nothing fits with and without / phone
    contacts Kenji hasn't spoken to this year => nothing fits Kenji
    would-be customers in EMEA => nothing fits would
    customers not only in EMEA => nothing fits not only
    customers owned by Kenji's team => nothing fits team
    not all leads in EMEA => nothing fits not all leads
    leads reporting to customers => nothing fits reporting to customers
    leads at accounts of customers => nothing fits at accounts of customers
    accounts with both leads and customers => nothing fits accounts with both leads
    Could someone pull up the contacts in the Nordics who have no account linked? => territory = Nordics; account not_isSet
    which of Daniel's opportunities are bigger than 40k => owner contains Daniel; lifecycle_stage = Opportunity; deal_size greaterThan 40000
    what's the total deal value Hannah and Priya have in opportunities => nothing fits Hannah / Priya
    contacts in Lagos or Abuja, but only those with a mobile => address hasWords Lagos/Abuja; mobile isSet
    Everyone except champions and blockers at Fathom Data => nothing fits blockers at Fathom Data
    all heads of procurement, directors of procurement and VPs of procurement => title hasWords head procurement/director procurement/VP procurement/Vice President procurement
    how's the pipeline split by region => by region; sum deal_size
    distribution of sentiment => by sentiment
    anyone new added on 10 January 2023 by Daniel => createdBy contains Daniel; created equal 10 January 2023
    folks to ring in Poland, meaning with a phone => nothing fits ring / meaning
    total budget sitting with churned accounts in LATAM => lifecycle_stage = Churned; territory = LATAM; sum annual_budget
    customers with a score of 70 plus => lifecycle_stage = Customer; icp_score greaterThanOrEqual 70
    need a mailing list of everyone in London, skip the do-not-contacts => address hasWords London; doNotContact not_equal true
    Pls pull names + phones for the Berlin dinner attendees => events = Customer Dinner – Berlin; show name, phone
    max of deal size => max deal_size
    deal size of a maximum of 50k => deal_size lessThanOrEqual 50000
    leads that attended the webinar but have no owner => lifecycle_stage = Lead; events = Launch Webinar; owner not_isSet
    webinar attendees in EMEA who are not yet customers => events = Launch Webinar; region = EMEA; lifecycle_stage not_equal Customer
    number of contacts by sentiment => by sentiment
    budget by industry, top 5 => sort sum annual_budget desc; by industry; sum annual_budget; limit 5
    Which job titles are most common among decision makers? => persona = Decision Maker; sort count desc; by title
    What's Hannah's average deal size? => owner contains Hannah; average deal_size
    Who haven't we heard from in a while? => nothing fits while
    do any of our customers opt out of the newsletter => lifecycle_stage = Customer; newsletter_opt_in equal false
  `,
};
