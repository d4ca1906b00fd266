import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { enFrame, type FrameWords } from './en-frame.ts'

export type Language = 'en' | 'de'

/** The texts of a language; all but English are loaded when they are first wanted. */
async function textsOf(language: Language): Promise<FrameWords> {
  return language === 'de' ? (await import('./de-frame.ts')).deFrame : enFrame
}

const kept = 'pao.language'

/** A language, and what the frame and the catalog say in it. */
export type Texts = { words: FrameWords; language: Language }
type Spoken = Texts & { speak(language: Language): Promise<void> }

const Context = createContext<Spoken>({
  words: enFrame,
  language: 'en',
  speak: async () => undefined,
})

function firstLanguage(): Language {
  const chosen = localStorage.getItem(kept) ?? navigator.language.slice(0, 2)
  return chosen === 'de' ? 'de' : 'en'
}

/** The language that was chosen last, or the browser's, with its texts. */
export async function firstWords(): Promise<Texts> {
  const language = firstLanguage()
  try {
    return { language, words: await textsOf(language) }
  } catch {
    // English is always there; a page in it is better than none.
    return { language: 'en', words: enFrame }
  }
}

/** Lets everything below speak the language it begins with, and another one once that is chosen. */
export function WordsProvider({ first, children }: { first: Texts; children: ReactNode }) {
  const [texts, setTexts] = useState(first)
  const value = useMemo(
    () => ({
      ...texts,
      speak: async (next: Language) => {
        const words = await textsOf(next)
        localStorage.setItem(kept, next)
        document.documentElement.lang = next
        setTexts({ language: next, words })
      },
    }),
    [texts],
  )
  return <Context.Provider value={value}>{children}</Context.Provider>
}

/** What the frame and the catalog say: all that may be said by what is loaded first. Pages have `useWords`. */
export function useFrameWords(): FrameWords {
  return useContext(Context).words
}

/** The language and how to change it. */
export function useLanguage(): Pick<Spoken, 'language' | 'speak'> {
  return useContext(Context)
}
