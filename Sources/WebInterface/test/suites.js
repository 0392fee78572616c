// Made by Packaging/assets. Every in-page test of the tree.
