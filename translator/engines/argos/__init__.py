"""Translation with Argos packages through CTranslate2: installed, downloaded and embedded ones."""
