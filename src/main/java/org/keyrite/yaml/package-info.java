/**
 * YAML 1.2 for files that people review before they are obeyed: no anchors, no tags, no duplicate
 * or unknown keys, no characters that hide others, and every complaint has its line and column.
 */
package org.keyrite.yaml;
