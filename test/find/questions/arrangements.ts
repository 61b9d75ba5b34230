/**
 * Questions about counts, sums, groups and an order, in many people's words, over the sandbox's 500 contacts. Lines as
 * in `conditions.ts`.
 */
export const ARRANGEMENTS: Readonly<Record<string, string>> = {
  groups: `
    pipeline value by owner => by owner; sum deal_size
    deal size by region => by region; sum deal_size
    ICP score by persona => by persona; average icp_score
    Per region, what is the average deal size? => by region; average deal_size
    what's the mean ICP across the regions => by region; average icp_score
    opportunity value by territory => lifecycle_stage = Opportunity; by territory; sum deal_size
    deal value by month of follow-up => by next_follow_up month; sum deal_size
    budget totals for each owner's customers => lifecycle_stage = Customer; by owner; sum annual_budget
    annual budget of customers by country => lifecycle_stage = Customer; by address.country; sum annual_budget
    total budget of open opportunities grouped by quarter of next follow up => lifecycle_stage = Opportunity; by next_follow_up quarter; sum annual_budget
    last interactions per month => by lastInteractionAt month
    how are our opportunities distributed across regions => lifecycle_stage = Opportunity; by region
    how many contacts does each rep own? => by owner
    for every region the number of customers => lifecycle_stage = Customer; by region
  `,
  topGroups: `
    rank reps by pipeline => sort sum deal_size desc; by owner; sum deal_size
    top account by deal size => sort sum deal_size desc; by account; sum deal_size
    top 3 countries by number of contacts => sort count desc; by address.country; limit 3
    top 5 accounts by number of customers => lifecycle_stage = Customer; sort count desc; by account; limit 5
    biggest accounts by total annual budget => sort sum annual_budget desc; by account; sum annual_budget
    regions by average ICP score => sort average icp_score desc; by region; average icp_score
    owners ranked by headcount => sort count desc; by owner
    most common job title => sort count desc; by title
    which interests are most common? => sort count desc; by interests
    the 3 most common industries among customers => lifecycle_stage = Customer; sort count desc; by industry; limit 3
    which city do most of our contacts sit in? => sort count desc; by address.city
    which rep has the most pipeline => sort sum deal_size desc; by owner; sum deal_size
    which region has the biggest deal => sort max deal_size desc; by region; max deal_size
    top 3 industries among leads => lifecycle_stage = Lead; sort count desc; by industry; limit 3
  `,
  measures: `
    typical deal size for a customer on average => lifecycle_stage = Customer; average deal_size
    how much are Hannah's deals worth in total => owner contains Hannah; sum deal_size
    total value of deals at Fathom Data => account contains Fathom Data; sum deal_size
    average and total deal size of customers => lifecycle_stage = Customer; average deal_size; sum deal_size
  `,
  orders: `
    who has the biggest deal => sort deal_size desc
    list leads by budget, highest first => lifecycle_stage = Lead; sort annual_budget desc
    sort churned contacts by last interaction, oldest first => lifecycle_stage = Churned; sort lastInteractionAt
    opportunities from smallest to largest deal => lifecycle_stage = Opportunity; sort deal_size
    customers ordered by deal size, high to low => lifecycle_stage = Customer; sort deal_size desc
    leads in descending order of ICP score => lifecycle_stage = Lead; sort icp_score desc
    rank the leads by score => lifecycle_stage = Lead; sort icp_score desc
    email and phone of the 3 largest customers => lifecycle_stage = Customer; sort deal_size desc; limit 3; show name, email, phone
    most valuable leads in EMEA => lifecycle_stage = Lead; region = EMEA; sort deal_size desc
    richest lead (annual budget) => lifecycle_stage = Lead; sort annual_budget desc
    highest value customers in APAC, top 5 => lifecycle_stage = Customer; region = APAC; sort deal_size desc; limit 5
    biggest 5 deals and who owns them => sort deal_size desc; limit 5; show name, owner
    longest not contacted => sort lastInteractionAt
    who spoke to us most recently at Acme => account contains Acme; sort lastInteractionAt desc
    next 5 follow ups => next_follow_up greaterThanOrEqual today; sort next_follow_up; limit 5
    list all customers with name, email and deal size => lifecycle_stage = Customer; show name, email, deal_size
  `,
  counts: `
    what is the total number of contacts in EMEA => region = EMEA; limit 0
    how many of the people in our CRM are decision makers => persona = Decision Maker; limit 0
    headcount of decision makers => persona = Decision Maker; limit 0
    tell me the amount of contacts without owner please => owner not_isSet; limit 0
    total leads in Poland => lifecycle_stage = Lead; address.country equal Poland; limit 0
  `,
  shares: `
    what share of leads has no phone => lifecycle_stage = Lead; phone not_isSet; limit 0; share of lifecycle_stage = Lead
    what percentage of contacts are customers? => lifecycle_stage = Customer; limit 0; share of all
    % of EMEA contacts with a phone number => region = EMEA; phone isSet; limit 0; share of region = EMEA
    ratio of churned to all contacts => lifecycle_stage = Churned; limit 0; share of all
    ratio of leads to customers => lifecycle_stage = Lead/Customer; by lifecycle_stage; share
    how many of our customers opted in to the newsletter, in percent => lifecycle_stage = Customer; newsletter_opt_in equal true; limit 0; share of lifecycle_stage = Customer
    share of each stage => by lifecycle_stage; share
    percentage of contacts per region => by region; share
    percentage of customers by region => lifecycle_stage = Customer; by region; share
    what proportion of our leads in APAC are owned by Priya => lifecycle_stage = Lead; region = APAC; owner contains Priya; limit 0; share of lifecycle_stage = Lead & region = APAC
    which fraction of champions went to SaaStr => persona = Champion; events = SaaStr 2025; limit 0; share of persona = Champion
    percentage of customers among the contacts in EMEA => region = EMEA; lifecycle_stage = Customer; limit 0; share of region = EMEA
    share of contacts without an email => email not_isSet; limit 0; share of all
    what percent of customers have a deal over 50k => lifecycle_stage = Customer; deal_size greaterThan 50000; limit 0; share of lifecycle_stage = Customer
  `,
  unanswerable: `
    median deal size => median deal_size
    what is the median ICP score of leads => lifecycle_stage = Lead; median icp_score
    who has more than 2 deals => nothing fits more than 2
  `,
  columns: `
    emails of everyone at Blåbær Foods => account contains Blåbær Foods; show name, email
    phone numbers and titles of all decision makers => persona = Decision Maker; show name, phone, title
    names and emails of people at Acme => account contains Acme; show name, email
  `,
  inOtherWords: `
    what's our customer count => lifecycle_stage = Customer; limit 0
    no of leads without owner => lifecycle_stage = Lead; owner not_isSet; limit 0
    how many people work at Nimbus Cloud => account contains Nimbus Cloud; limit 0
    how many contacts does Acme Robotics have => account contains Acme Robotics; limit 0
    roughly what share of the people in the Americas said yes to the newsletter => region = Americas; newsletter_opt_in equal true; limit 0; share of region = Americas
    what percentage of people who live in EMEA said yes to the newsletter => region = EMEA; newsletter_opt_in equal true; limit 0; share of region = EMEA
    of our leads, what percentage has no phone => lifecycle_stage = Lead; phone not_isSet; limit 0; share of lifecycle_stage = Lead
    for EMEA, what share of customers has a phone => region = EMEA; lifecycle_stage = Customer; phone isSet; limit 0; share of region = EMEA & lifecycle_stage = Customer
    what part of EMEA is owned by Kenji => region = EMEA; owner contains Kenji; limit 0; share of region = EMEA
    share of customers owned by Kenji with a phone => lifecycle_stage = Customer; owner contains Kenji; phone isSet; limit 0; share of lifecycle_stage = Customer & owner contains Kenji
    share of leads who have a phone and are in EMEA => lifecycle_stage = Lead; phone isSet; region = EMEA; limit 0; share of lifecycle_stage = Lead
    percentage of contacts in EMEA interested in Security => region = EMEA; interests = Security; limit 0; share of region = EMEA
    what share of the people at Redwood Insurance has a phone => account contains Redwood Insurance; phone isSet; limit 0; share of account contains Redwood Insurance
    region wise count of customers => lifecycle_stage = Customer; by region
    by stage, how many contacts has Maya got => owner contains Maya; by lifecycle_stage
    last contact dates by quarter => by lastInteractionAt quarter
    what are Kenji's opportunities worth => owner contains Kenji; lifecycle_stage = Opportunity; sum deal_size
    value of all open opportunities => lifecycle_stage = Opportunity; sum deal_size
    pipeline in EMEA => region = EMEA; sum deal_size
    total deals in euros by country => by address.country; sum deal_size
    which event had the most attendees => sort count desc; by events
    best performing region by average ICP => sort average icp_score desc; by region; average icp_score
    5 largest accounts by number of contacts => sort count desc; by account; limit 5
    whose pipeline is the largest => sort sum deal_size desc; by owner; sum deal_size
    leads with the lowest ICP score, bottom 5 => lifecycle_stage = Lead; sort icp_score; limit 5
    who was contacted most recently by us in Japan => address.country equal Japan; sort lastInteractionAt desc
    first contact ever created => sort created
    last lead that was added => lifecycle_stage = Lead; sort created desc
    name, account and budget of the two richest leads => lifecycle_stage = Lead; sort annual_budget desc; limit 2; show name, annual_budget, account
  `,
  ordersOfGroups: `
    which of our reps is sitting on the biggest pipeline => sort sum deal_size desc; by owner; sum deal_size
    whats the 6 largest deals, with the owner pls => sort deal_size desc; limit 6; show name, owner
    average of icp score grouped by lifecycle stage and sorted descending => sort average icp_score desc; by lifecycle_stage; average icp_score
    average deal size by region, highest first => sort average deal_size desc; by region; average deal_size
    contacts per industry, most first => sort count desc; by industry
    how many contacts did we last talk to in each month => by lastInteractionAt month
    which lead has the highest budget => lifecycle_stage = Lead; sort annual_budget desc
    which customer is our biggest deal => lifecycle_stage = Customer; sort deal_size desc
  `,
  conditionsOnGroups: `
    which industries have more than 10 contacts => count greaterThan 10; by industry
    regions with less than 5 leads => lifecycle_stage = Lead; count lessThan 5; by region
    accounts with only one contact => count equal 1; by account
    show me all accounts that have exactly 3 champions => persona = Champion; count equal 3; by account
    how many cities have at least 10 contacts => count greaterThanOrEqual 10; by address.city
    countries with between 20 and 26 people => count greaterThanOrEqual 20; count lessThanOrEqual 26; by address.country
    accounts having more than 2 decision makers in EMEA => persona = Decision Maker; region = EMEA; count greaterThan 2; by account
    owners with a pipeline over 1 million => sum deal_size greaterThan 1000000; by owner
    owners whose average ICP score is above 45 => average icp_score greaterThan 45; by owner
    industries with a total budget under 50k => sum annual_budget lessThan 50000; by industry
    accounts with deals over 50k => deal_size greaterThan 50000; show name, account
  `,
  countsBesideGroups: `
    customers by industry, with counts => lifecycle_stage = Customer; by industry
    contacts by persona, count each => by persona
    which of my colleagues owns the most customers => lifecycle_stage = Customer; sort count desc; by owner
    which colleague has the most opportunities => lifecycle_stage = Opportunity; sort count desc; by owner
    attendance count per event => by events
    most attended event => sort count desc; by events
    customers per city, top 5 => lifecycle_stage = Customer; sort count desc; by address.city; limit 5
    3 biggest deals per owner => nothing fits 3
    industries with no customers => nothing fits industries with no customers
    which regions have no churned contacts => nothing fits regions have no churned
    industry counts for customers => lifecycle_stage = Customer; by industry
    counts by region for churned contacts => lifecycle_stage = Churned; by region
  `,
};
