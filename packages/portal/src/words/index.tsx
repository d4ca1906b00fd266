import { use } from 'react'
import { en, type Words } from './en.ts'
import { useLanguage } from './frame.tsx'

export type { Words } from './en.ts'
export { useLanguage } from './frame.tsx'

let german: Promise<Words> | undefined

/** English until the next reload where German cannot be had: a page in it is better than none. */
async function loadGerman(): Promise<Words> {
  try {
    return (await import('./de.ts')).de
  } catch {
    return en
  }
}

/**
 * Every text of the portal in the language spoken now, for what is loaded after the catalog; the page waits (Suspense) while a
 * language is loaded for the first time.
 */
export function useWords(): Words {
  const { language } = useLanguage()
  if (language === 'en') return en
  german ??= loadGerman()
  return use(german)
}
