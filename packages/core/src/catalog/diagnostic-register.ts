/** What a code stands for, how grave it is, and how it is mended in general. */
export type DiagnosticEntry = { title: string; severity: 'error' | 'warning'; mend: string }

const e = (title: string, mend: string): DiagnosticEntry => ({ title, severity: 'error', mend })
const w = (title: string, mend: string): DiagnosticEntry => ({ title, severity: 'warning', mend })

/**
 * Every code the checker can give, beside the template language's own PAO14xx. Codes are never reused:
 * one that goes away leaves a gap. `docs/errors.md` is generated from this table.
 */
export const diagnosticRegister = {
  // the text
  PAO1001: e('Not YAML', 'Mend the syntax; quote texts that hold ": ", "#", "{" or "["'),
  PAO1002: e('File too large', 'Split the document; a file may have 256 KiB'),
  PAO1003: e('Nested too deep', 'Flatten the document; 32 levels are allowed'),
  PAO1004: e('Anchors, aliases or merge keys', 'Write the value out where it is used'),
  PAO1005: e('YAML tag', 'Remove the tag; quote the value to make it text'),
  PAO1006: e('Key written twice', 'Keep one of the two'),
  PAO1007: e('Several documents in one file', 'One document a file: remove "---" and what follows'),
  PAO1008: e('Too many keys', 'Split the document; 10,000 keys and list entries are allowed'),
  PAO1009: e('Forbidden key', 'Choose another key'),
  PAO1010: e('Invisible or direction-changing character', 'Remove the character'),
  PAO1011: e('Not UTF-8 text', 'Save the file as UTF-8'),
  PAO1012: e('Empty document', 'Write a document or remove the file'),
  PAO1013: e('Key is not text', 'Use a plain word as the key'),
  PAO1014: e(
    'Number that cannot be kept exactly',
    'Write a finite, shorter number or quote the text',
  ),

  PAO1015: e('Too many faults', 'Mend what is shown and check again'),

  // the shape
  PAO1101: e(
    'Neither a v1 nor a v2 document',
    'Start with version: "2.0" and kind: CatalogItem or CatalogBundle, or with header: for v1',
  ),
  PAO1102: e('Key missing', 'Add the key'),
  PAO1103: e('Unknown key', 'Remove it or mend its spelling; free keys belong under annotations'),
  PAO1104: e('Wrong kind of value', 'Write the expected kind; quote a value to make it text'),
  PAO1105: e('Not one of the allowed values', 'Choose one of the allowed values'),
  PAO1106: e('Text does not have the expected form', 'Mend the text'),
  PAO1107: e('Text too short', 'Write more'),
  PAO1108: e('Text too long', 'Write less'),
  PAO1109: e('Number out of range', 'Choose a number inside the range'),
  PAO1110: e('List too short, too long or with doubles', 'Add, remove or change entries'),
  PAO1111: w(
    'Description shorter than 50 characters',
    'Say what one gets; v2 demands 50 characters',
  ),
  PAO1112: e('Unknown action type', 'Choose one of the known action types'),
  PAO1113: w('State backend replaced', 'Leave the backend out; PostgreSQL keeps the state'),
  PAO1114: w('Empty list of choices ignored', 'Leave enum out or list the choices'),
  PAO1115: e('Shell line in a hook', "Name a hook of the operator's allow-list"),

  // fields
  PAO1201: e('Field id used twice', 'Give every field of the item its own id'),
  PAO1202: e('Group id used twice', 'Give every group its own id'),
  PAO1203: e('min is above max', 'Exchange or change the two bounds'),
  PAO1204: e('Validation does not suit the type', 'Remove the key or change the field type'),
  PAO1205: e(
    'Default breaks its own validation',
    'Choose a default that passes, or widen the rule',
  ),
  PAO1206: e('Default is not one of the choices', 'Choose one of the enum values'),
  PAO1207: e('Selection without choices', 'Add validation.enum or a datasource'),
  PAO1208: e('Condition compares with a value of another type', "Compare with the field's type"),
  PAO1209: e('Condition compares with a value outside the choices', 'Use one of the enum values'),
  PAO1210: e('Operator does not suit the type', 'Use an operator that the field type knows'),
  PAO1211: e('Conditions depend on each other in a circle', 'Remove one of the conditions'),
  PAO1212: w('Field can never be shown', 'Change the condition or remove the field'),
  PAO1213: e('Unknown custom validator', 'Name a registered validator'),
  PAO1214: e('Password with a default', 'Remove the default; a secret is never written down'),
  PAO1215: e('Choice written twice', 'Keep one of the two'),
  PAO1216: w('Read-only field without a default', 'Add a default or let the field be answered'),

  // references
  PAO1301: e('Unknown field', 'Name a field of this item'),
  PAO1302: e('Unknown action', 'Name an action of this item'),
  PAO1303: e('Rollback names an unknown action', 'Name an action of this item or write it inline'),
  PAO1304: e('Fallback names an unknown action', 'Name an action of this item'),
  PAO1305: e('Action id used twice', 'Give every action of the item its own id'),
  PAO1306: e('Unknown catalog item', 'Name an item of this catalog'),
  PAO1307: e('No such version of the item', 'Widen the range or update the item'),
  PAO1308: e('Unknown component', 'Name a component of this bundle'),
  PAO1309: e('Component id used twice', 'Give every component its own id'),
  PAO1310: e('Unknown environment', 'Name an environment of environments.yaml'),
  PAO1311: e('Unknown list', 'Name a list of catalog/_index.yaml'),
  PAO1312: e('Points at itself', 'Name another one'),
  PAO1313: e('Not a version range', 'Write a range such as ^1.2.0, >=1.0.0 <2.0.0 or 1.x'),

  // the text of a template, as the template language reads it
  PAO1401: e('Tag not closed', 'Close it with }}; write \\{{ for a literal'),
  PAO1402: e('Expression cannot be read', 'Mend the expression'),
  PAO1403: e('Text in a template not closed', 'Close the quotes'),
  PAO1404: e('Block not closed', 'Close it, e.g. with {{/if}}'),
  PAO1405: e('Closing tag without a block', 'Remove it or open the block'),
  PAO1406: e('Branch outside of its block', 'Move it into the block'),
  PAO1407: e('Unknown block', 'Use if, unless, each or switch'),
  PAO1408: e('Unknown function', 'Use one of the template functions'),
  PAO1409: e('Wrong number of arguments', 'Give the function the arguments it takes'),
  PAO1410: e('Forbidden name', 'Use another name'),
  PAO1411: e('Template too long', 'Split the template'),
  PAO1412: e('Expression nested too deep', 'Split the expression'),
  PAO1413: e('Blocks nested too deep', 'Flatten the blocks'),
  PAO1414: e('Loop name is taken', 'Choose another loop name'),
  PAO1415: e('All secrets at once', 'Name one secret: secrets.NAME'),
  PAO1416: e('Template cannot give JSON', 'Mend the JSON around the expressions'),
  PAO1450: e('Forbidden key in a config', 'Choose another key'),
  PAO1451: e('Config nested too deep', 'Flatten the config'),

  // names in templates
  PAO1501: e('Unknown name in a template', 'Use a name that exists here'),
  PAO1502: e('Template reads an unknown field', 'Name a field of this item'),
  PAO1503: e('Template reads an unknown action', 'Name an action of this item'),
  PAO1504: e('Template reads an output too early', 'Read it from an action that runs before'),
  PAO1507: e('Name is not available here', 'Move it to where it is available'),
  PAO1508: e('Environment name not allowed', 'Ask the operator to put it on the allow-list'),
  PAO1509: e('Secret answer outside an action', 'Use a password field only inside action configs'),
  PAO1510: e(
    'Template reads an unknown component',
    'Name a component of this bundle, or an item of depends_on',
  ),

  // order of things
  PAO1601: e('Actions wait for each other in a circle', 'Remove one of the edges'),
  PAO1602: e('Items depend on each other in a circle', 'Remove one of the dependencies'),
  PAO1603: e('Components depend on each other in a circle', 'Remove one of the edges'),
  PAO1604: w('Action can never run', 'Remove it or change what keeps it from running'),
  PAO1605: e(
    'Waits for an action that does not come before',
    'Wait for an action of the same flow',
  ),
  PAO1606: e('Fallback strategy without fallback_action', 'Name the action to run instead'),
  PAO1607: w(
    'Rollback that nothing can carry out',
    'Name the action that undoes it or write it inline',
  ),

  PAO1608: e(
    'Fallback out of reach',
    'Name an action of the same part, or for automation one of manual.actions',
  ),

  PAO1609: w(
    'Output to show is no secret',
    'Name it under output.sensitive too, or leave it out: what is no secret is shown anyway',
  ),

  // patterns
  PAO1701: e('Pattern refused', 'Use RE2 syntax: no look-around, no back-references'),

  // secrets in clear
  PAO1801: e('Secret in clear', 'Remove and revoke it; name the secret with a *_ref key'),
  PAO1802: e(
    'Text that looks like a secret',
    'Name the secret with a *_ref key or {{secrets.NAME}}',
  ),
  PAO1803: e('Literal under a secret key', 'Name the secret with a *_ref key or {{secrets.NAME}}'),

  // the catalog
  PAO1901: e('Item id used in another file', 'Give every item of the catalog its own id'),
  PAO1902: w('File name', 'Name the file {service}-{variant}.yaml in lower case'),
  PAO1903: w('Folder and category differ', 'Move the file or change the category'),
  PAO1904: e('Unknown category', 'Choose a category of catalog/_index.yaml'),
  PAO1905: w('Unknown owner team', 'Name a team of catalog/_index.yaml'),
  PAO1906: w('Sunset date is past', 'Retire the item or move the date'),
  PAO1912: w(
    'Promised time is not a definite span',
    'Write e.g. 4 hours, 2 days or PT4H; until then no clock runs for it',
  ),
  PAO1915: w(
    'Window that cannot be read',
    'Write it as docs/author/windows.md shows; until then no order waits for it',
  ),
  PAO1916: w(
    'Message of restricted data that names a value',
    'Leave it out: the link in the message leads to where it may be read; or lower data_classification',
  ),
  PAO1908: e('File path refused', 'Use a plain relative path'),
  PAO1910: w(
    'Default that applies to no item',
    'Name a key of owner, sla, cost or compliance, or one of these parts',
  ),
  PAO1909: w(
    'CODEOWNERS names others than the owner',
    'Change owner.team or the line in CODEOWNERS',
  ),
  PAO1914: e(
    'Connection of another team',
    'Name one that is open to owner.team, or ask the operator to open this one (`teams`)',
  ),
  PAO1913: e('Price list refused', 'Write it as docs/author/cost.md shows'),
} as const satisfies Record<string, DiagnosticEntry>

export type DiagnosticCode = keyof typeof diagnosticRegister
