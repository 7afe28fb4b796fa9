"""Reading any manuscript into sections: plain text, Markdown, Word, EPUB and Fountain."""
