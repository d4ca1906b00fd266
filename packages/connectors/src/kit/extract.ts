import { DOMParser, type Node as XmlNode, onErrorStopParsing } from '@xmldom/xmldom'
import xpath from 'xpath'
import type { Answer } from './context.ts'
import { findAll } from './json-path.ts'

type Extraction = { path: string; name: string; required?: boolean }
export type Extracted =
  | { ok: true; values: Record<string, unknown> }
  | { ok: false; message: string }

/** True when the path finds something that is neither null nor false; a path that is none finds nothing. */
export function holds(path: string | undefined, body: unknown): boolean {
  if (path === undefined || body === undefined) return false
  try {
    return findAll(path, body).some((value) => value !== null && value !== false)
  } catch {
    return false
  }
}

/** Reads an answer and takes the named values out of it; every missing or unreadable one is told. */
export function extract(
  answer: Answer,
  type: 'json' | 'xml' | 'text',
  extractions: readonly Extraction[],
): Extracted {
  let find: (path: string) => unknown[]
  try {
    find = finder(answer, type)
  } catch {
    return { ok: false, message: `the answer is not ${type}` }
  }
  const values: Record<string, unknown> = {}
  const faults: string[] = []
  for (const { path, name, required } of extractions) {
    try {
      const found = find(path)
      if (found.length > 0) values[name] = found.length === 1 ? found[0] : found
      else if (required === true) faults.push(`${path} finds nothing`)
    } catch {
      faults.push(`${path} cannot be evaluated`)
    }
  }
  return faults.length > 0 ? { ok: false, message: faults.join('; ') } : { ok: true, values }
}

function finder(answer: Answer, type: 'json' | 'xml' | 'text'): (path: string) => unknown[] {
  if (type === 'json') {
    const body = answer.json()
    return (path) => findAll(path, body)
  }
  if (type === 'text') {
    const lines = answer.text().split(/\r?\n/)
    return (path) => {
      const line = lines[Number(path) - 1]
      return line === undefined ? [] : [line]
    }
  }
  const root = parseXml(answer.text())
  return (path) => {
    const found = xpath.select(path, root as unknown as Node)
    return Array.isArray(found)
      ? found.map((node) => textOf(node))
      : found === null || found === undefined
        ? []
        : [found]
  }
}

/** A document type would bring entities; answers have no business declaring any. */
function parseXml(text: string): XmlNode {
  if (/<!DOCTYPE/i.test(text)) throw new Error('a document type is refused')
  return new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml')
}

function textOf(node: unknown): string {
  if (typeof node !== 'object' || node === null) return String(node)
  if ('nodeValue' in node && typeof node.nodeValue === 'string') return node.nodeValue
  return 'textContent' in node && typeof node.textContent === 'string' ? node.textContent : ''
}
