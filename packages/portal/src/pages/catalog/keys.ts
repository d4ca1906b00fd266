import { type KeyboardEvent, type RefObject, useEffect } from 'react'

/** `/` puts the cursor into the search, unless one is typing elsewhere. */
export function useSlash(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.key !== '/' || target.closest('input, textarea, select, [contenteditable]')) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [input])
}

/** Moves the focus with the arrows through the links of a grid; down from outside goes to the first one. */
export function moveFocus(event: KeyboardEvent, list: HTMLElement | null): void {
  if (!list || !event.key.startsWith('Arrow')) return
  const target = event.target as HTMLElement
  const links = [...list.querySelectorAll<HTMLElement>('a')]
  const at = links.indexOf(target)
  if (at < 0 && (event.key !== 'ArrowDown' || target.getAttribute('type') !== 'search')) return
  const next = at < 0 ? 0 : at + stepOf(event.key, links)
  const link = links[next]
  if (!link) return
  event.preventDefault()
  link.focus()
}

function stepOf(key: string, links: readonly HTMLElement[]): number {
  if (key === 'ArrowRight') return 1
  if (key === 'ArrowLeft') return -1
  const tops = links.map((link) => link.closest('li')?.offsetTop)
  const columns = Math.max(1, tops.filter((top) => top === tops[0]).length)
  return key === 'ArrowDown' ? columns : -columns
}
