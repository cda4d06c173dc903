"""Translation with the models of Firefox Translations, by the native engine fxtranslate."""
