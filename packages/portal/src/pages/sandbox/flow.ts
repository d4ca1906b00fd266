import type { Block } from './outline.ts'

/** Where in a map or list in braces on one line the cursor stands. */
export type Flow = {
  block: Block
  /** At the value of this key; unset = where a key would stand, or an entry of a list. */
  key?: string
  /** An entry of the list that is the key's value. */
  isEntry: boolean
  /** What is typed of it already. */
  typed: string
}

type Level = { block: Block; isList: boolean; key?: string | undefined }

/**
 * Reads a line up to the cursor as far as its braces are open; undefined = none is. What goes on over several lines is not
 * looked into.
 */
export function flowAt(block: Block, before: string): Flow | undefined {
  const reader = new FlowReader({ ...block, facts: new Map(block.facts) })
  for (const sign of before.replace(/^\s*(?:- +)*/, '')) reader.take(sign)
  return reader.end()
}

class FlowReader {
  private readonly levels: Level[]
  private token = ''
  private quote = ''

  constructor(block: Block) {
    this.levels = [{ block, isList: false }]
  }

  take(sign: string): void {
    if (this.quote !== '' || ('"\''.includes(sign) && this.isAtStart)) {
      this.quote = this.quote === sign ? '' : this.quote || sign
      this.token += sign
    } else if ('{['.includes(sign) && this.isAtStart) this.open(sign === '[')
    else if (sign === ' ' && this.token.endsWith(':')) this.name()
    else if (!this.endsPart(sign)) this.token += sign
  }

  /** Whether the sign ends an entry or what is open; ends it. */
  private endsPart(sign: string): boolean {
    if (this.levels.length === 1 || !'}],'.includes(sign)) return false
    if (sign === ',') this.next()
    else this.close()
    return true
  }

  end(): Flow | undefined {
    if (this.levels.length === 1 || this.quote !== '') return undefined
    const { block, isList, key } = this.top
    const typed = this.token.trim()
    return { block, isEntry: isList, typed, ...(key !== undefined && { key }) }
  }

  private get top(): Level {
    return (
      this.levels.at(-1) ?? {
        block: { indent: 0, isEntry: false, facts: new Map() },
        isList: false,
      }
    )
  }

  private get isAtStart(): boolean {
    return this.token.trim() === ''
  }

  private name(): void {
    if (this.top.isList) return
    this.top.key = this.token
      .trim()
      .slice(0, -1)
      .replace(/^["']|["']$/g, '')
    this.token = ''
  }

  private open(isList: boolean): void {
    const { block, key, isList: inList } = this.top
    if (isList) this.levels.push({ block, isList, key })
    else if (key === undefined) this.levels.push({ block, isList })
    else {
      const facts = new Map<string, string | undefined>()
      this.levels.push({
        block: { indent: block.indent, parent: block, key, isEntry: inList, facts },
        isList,
      })
    }
    this.token = ''
  }

  private close(): void {
    this.next()
    this.levels.pop()
    this.token = ''
  }

  /** The value of a key is known by now. */
  private next(): void {
    const level = this.top
    if (!level.isList) {
      if (level.key !== undefined)
        level.block.facts.set(level.key, this.token.trim().replace(/^["']|["']$/g, ''))
      delete level.key
    }
    this.token = ''
  }
}
