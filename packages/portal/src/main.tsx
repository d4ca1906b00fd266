import '@mantine/core/styles.css'
import './app/portal.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { styleNonce } from './app/nonce.ts'
import { Portal } from './app/portal.tsx'
import { firstWords } from './words/frame.tsx'

// Addresses of the portal that was here before had everything after a `#/`.
if (location.hash.startsWith('#/')) history.replaceState(null, '', location.hash.slice(1))

// What locks scrolling behind a dialog makes a style element and looks for its nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() })

const root = document.querySelector('#root')
if (root)
  void firstWords().then((first) =>
    createRoot(root).render(
      <StrictMode>
        <Portal first={first} />
      </StrictMode>,
    ),
  )
