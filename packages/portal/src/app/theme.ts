import { createTheme, type CSSVariablesResolver } from '@mantine/core'

/** Colours, corners and type of the whole portal. */
export const theme = createTheme({
  primaryColor: 'indigo',
  colors: {
    dark: [
      '#d4d8de',
      '#b3b9c2',
      '#8b929d',
      '#5c636d',
      '#40464f',
      '#33383f',
      '#24282e',
      '#1d2025',
      '#15171b',
      '#0f1114',
    ],
  },
  primaryShade: 7,
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    'Inter, "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, monospace',
  headings: { fontWeight: '650', textWrap: 'balance', sizes: { h1: { fontSize: '1.75rem' } } },
})

/** Soft text stays readable: 4.5:1 on every ground that the portal has (WCAG 2.2, 1.4.3). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#545b66',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-orange-light-color': '#8a4100',
    '--mantine-color-placeholder': '#6b7280',
    '--pao-ground': '#f6f7f9',
    '--pao-card': '#ffffff',
    '--pao-line': '#dfe3e8',
  },
  dark: {
    '--mantine-color-dimmed': '#a7adb7',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-placeholder': '#8b929d',
    '--mantine-color-body': '#15171b',
    '--pao-ground': '#15171b',
    '--pao-card': '#1d2025',
    '--pao-line': '#33383f',
  },
})
