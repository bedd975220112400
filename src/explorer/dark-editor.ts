import { useMonaco } from '@graphiql/react';
import { useEffect } from 'react';

const CLEAR = '#ffffff00';
const GROUND = '#212a3b';
const ACCENT = '#ff5794';
const FAINT_ACCENT = '#ff579419';

/** The dark theme of GraphiQL's editors, with comments that can be read on its ground. */
const DARK = {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'argument.identifier.gql', foreground: '#a8a4ff' },
    { token: 'comment', foreground: '#8fbc78' },
  ],
  colors: {
    'editor.background': CLEAR,
    'scrollbar.shadow': CLEAR,
    'textLink.foreground': ACCENT,
    'textLink.activeForeground': ACCENT,
    'editorLink.activeForeground': ACCENT,
    'editorHoverWidget.background': GROUND,
    'editorWidget.background': GROUND,
    'editorWidget.resizeBorder': ACCENT,
    'editorSuggestWidget.background': GROUND,
    'editorSuggestWidget.selectedBackground': FAINT_ACCENT,
    'editorSuggestWidget.selectedForeground': ACCENT,
    'list.hoverBackground': FAINT_ACCENT,
    'list.highlightForeground': ACCENT,
    'list.focusHighlightForeground': ACCENT,
    'menu.background': GROUND,
    'menu.selectionBackground': FAINT_ACCENT,
    'menu.selectionForeground': ACCENT,
    'quickInput.background': GROUND,
    'quickInputList.focusBackground': FAINT_ACCENT,
    'quickInputList.focusForeground': '#ffffff',
    'pickerGroup.foreground': ACCENT,
    'input.background': '#b7c2d711',
    'inputOption.hoverBackground': FAINT_ACCENT,
    'toolbar.hoverBackground': FAINT_ACCENT,
    focusBorder: ACCENT,
  },
} as const;

/** Puts the theme in the place of GraphiQL's once the editor is loaded. */
export function useDarkEditor(): void {
  const monaco = useMonaco((it) => it.monaco);
  useEffect(() => {
    monaco?.editor.defineTheme('graphiql-DARK', {
      ...DARK,
      rules: [...DARK.rules],
      colors: { ...DARK.colors },
    });
  }, [monaco]);
}
