import './tokens.css'
import '@mantine/core/styles/global.layer.css'
import { type CSSVariablesResolver, createTheme, MantineProvider } from '@mantine/core'
import { setNonce } from 'get-nonce'
import type { ReactNode } from 'react'

/** The server writes a nonce into index.html for every answer; without it no style may be added. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
// Dialogs lock scrolling through a helper that does not ask the provider.
setNonce(nonce)

const theme = createTheme({
  primaryColor: 'fact',
  // Step 8 is the colour `fact` of tokens.css, step 3 the one on dark paper.
  colors: {
    fact: [
      '#eef4f8',
      '#dbe7ef',
      '#b3cfe2',
      '#76aed6',
      '#5f9bc5',
      '#4a87b1',
      '#38739c',
      '#286086',
      '#1b4f72',
      '#123b57',
    ],
  },
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  defaultRadius: 0,
  radius: { xs: '0', sm: '0', md: '0', lg: '0', xl: '0' },
  shadows: { xs: 'none', sm: 'none', md: 'none', lg: 'none', xl: 'none' },
  fontFamily: 'var(--sans)',
  headings: { fontFamily: 'var(--song)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
})

/** Mantine's greys fail AA for small text; ours are taken instead. */
const variables: CSSVariablesResolver = () => {
  const own = {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-error': 'var(--behind)',
    '--mantine-color-default-border': 'var(--field)',
  }
  return { variables: {}, light: own, dark: own }
}

/** The look of everything: Mantine with our tokens, under a strict content security policy. */
export function Look({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="light"
      getStyleNonce={() => nonce}
      deduplicateCssVariables={false}
      withStaticClasses={false}
    >
      {children}
    </MantineProvider>
  )
}
