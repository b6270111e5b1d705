/** Names that are also months or days of the week. */
const OF_DATES = new Set(
  (
    'jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun mai mär märz dez okt april june july ' +
    'august march monday friday sunday januar januari juni juli avril juin samedi dimanche'
  ).split(' '),
);

/** True for a name that is also a part of dates. */
export function isOfDates(word: string): boolean {
  return OF_DATES.has(word.toLowerCase());
}

/**
 * First and family names that are words of English, German or French, of dates, or of markup and style sheets. Only
 * where they are written as a name are they one.
 */
const ORDINARY = new Set(
  (
    'will mark rose grace hope bill art frank pat sue joy faith ruby pearl amber dawn eve summer autumn winter iris ' +
    'violet daisy holly lily olive ivy max min dot drew chase grant rich rob gene guy herb miles nick penny ray rusty ' +
    'sandy skip stew wade ward wolf young king love price long short black white brown green gray grey gold silver ' +
    'day night case dean earl harry jack jimmy josh lance major mike page pierce reed rod root rusty sky star stone ' +
    'taylor trip tucker van victor win wood woods moon cook baker mason miller smith porter hunter fisher carter ' +
    'butler cooper bishop church bush field fields hill lake rivers banks bridges brooks ford forest glen heath ' +
    'charity chance chastity clay cliff colt crystal destiny ginger hazel heather honey jade jewel june justice ' +
    'link lane bell best bird bond book boss box bright burns bush cash child church close cross do ' +
    'ernst heide wolf sonne engel jung klein gross lang kurz schwarz weiss braun rot grün koenig könig kaiser ' +
    'fischer müller schneider weber wagner becker bauer koch richter schmied neu alt stark fromm fuchs vogel hahn ' +
    'herr frau mann kind berg bach wald feld stein haus sommer herbst winter lieb reich gut roth ' +
    'sauer sturm kraft kreuz krieg kunst lange ludwig pfeiffer simon ' +
    'petit grand blanc noir roux marine claire aimé fleur rose pierre jean olive violette ' +
    'title body head main span div class style script link image video audio map area note time date name key text ' +
    'data table row cell page list item label value type id to from subject owner contact group photo'
  ).split(' '),
);

/** Names of contacts that are words of every export: this program, and apps whose records it has. */
const OF_EXPORTS = new Set(
  (
    'apple whatsapp telegram signal instagram facebook messenger messages imessage sms mms iphone ipad icloud facetime ' +
    'google viber threema line discord teams skype slack snapchat tiktok twitter linkedin wechat kik'
  ).split(' '),
);

/** True for a name that is not searched, since it is a word of the exports themselves. */
export function isOfExports(name: string): boolean {
  return OF_EXPORTS.has(name.trim().toLowerCase());
}

/** True for a single word that is not only a name. */
export function isOrdinary(word: string): boolean {
  return ORDINARY.has(word.toLowerCase()) || isOfDates(word);
}
