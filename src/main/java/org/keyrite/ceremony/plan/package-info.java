/** The plan of a ceremony: read strictly, checked as a whole, and without any secret. */
package org.keyrite.ceremony.plan;
