/** A place in a template: `offset` counts UTF-16 units from 0, `line` and `column` count from 1. */
export type Position = { offset: number; line: number; column: number }

/** One thing wrong with a template, or with rendering it, at its place. */
export type TemplateFault = { code: string; message: string; hint?: string; at: Position }

/** Every code a template fault can carry. README.md lists the same codes; a test compares them. */
export const templateCodes = {
  unclosedTag: 'PAO1401',
  grammar: 'PAO1402',
  unclosedText: 'PAO1403',
  unclosedBlock: 'PAO1404',
  strayClose: 'PAO1405',
  strayBranch: 'PAO1406',
  unknownBlock: 'PAO1407',
  unknownFunction: 'PAO1408',
  argumentCount: 'PAO1409',
  forbiddenName: 'PAO1410',
  tooLong: 'PAO1411',
  tooDeep: 'PAO1412',
  nesting: 'PAO1413',
  loopName: 'PAO1414',
  secretWhole: 'PAO1415',
  notJsonAsWritten: 'PAO1416',
  unknownName: 'PAO1420',
  noMembers: 'PAO1421',
  noSuchIndex: 'PAO1422',
  wrongKind: 'PAO1423',
  notANumber: 'PAO1424',
  badArgument: 'PAO1425',
  iterationLimit: 'PAO1430',
  stepLimit: 'PAO1431',
  outputLimit: 'PAO1432',
  notJson: 'PAO1440',
  unsafeBackslash: 'PAO1441',
  configKey: 'PAO1450',
  configDepth: 'PAO1451',
} as const

/** Name of a fault inside this room; its code is what people see. */
export type FaultName = keyof typeof templateCodes

/** A fault before its offset has become a line and a column. */
export type Flaw = { name: FaultName; offset: number; message: string; hint?: string }

/** Carries one flaw out of an evaluation; never leaves this room. */
export class TemplateFailure extends Error {
  override readonly name = 'TemplateFailure'
  readonly flaw: Flaw

  constructor(flaw: Flaw) {
    super(flaw.message)
    this.flaw = flaw
  }
}

/** Stops an evaluation at that offset of the template. */
export function refuse(name: FaultName, offset: number, message: string, hint?: string): never {
  throw new TemplateFailure(
    hint === undefined ? { name, offset, message } : { name, offset, message, hint },
  )
}

/** Offsets at which the lines of a text begin; the first is 0. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** Line and column of an offset, by halving. */
export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { offset, line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
}

/** Gives flaws their lines and columns, in the order of the text. */
export function toFaults(text: string, flaws: readonly Flaw[]): readonly TemplateFault[] {
  const starts = lineStarts(text)
  return flaws
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ name, offset, message, hint }) => ({
      code: templateCodes[name],
      message,
      ...(hint === undefined ? {} : { hint }),
      at: positionAt(starts, offset),
    }))
}
